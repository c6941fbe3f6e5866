package dev.tryops.infra.settings;

import java.util.List;

/** From where the cluster's API can be reached. There is no default, and "from everywhere" cannot be said. */
public sealed interface EndpointAccess {

    /** From inside the VPC alone. */
    record Private() implements EndpointAccess {}

    /** Also from these ranges, over the internet. */
    record Restricted(List<Cidr> cidrs) implements EndpointAccess {

        /** A shorter prefix is more than any one organization has. */
        private static final int WIDEST = 8;

        public Restricted {
            cidrs = List.copyOf(cidrs);
            BadSetting.unless(!cidrs.isEmpty(), "cluster.endpoint.cidrs", "is empty: name a range, or use Private");
            for (Cidr cidr : cidrs) {
                BadSetting.unless(
                        cidr.prefix() >= WIDEST,
                        "cluster.endpoint.cidrs",
                        "has %s, which opens the cluster's API to the world: use prefixes of %d or more"
                                .formatted(cidr, WIDEST));
            }
        }
    }
}
