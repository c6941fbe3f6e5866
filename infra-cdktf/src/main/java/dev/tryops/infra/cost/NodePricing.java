package dev.tryops.infra.cost;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a group of nodes costs: instances and their root volumes, at three sizes. */
final class NodePricing {

    private static final Map<String, Price> INSTANCES =
            Map.of("t3.medium", Price.T3_MEDIUM, "t3.large", Price.T3_LARGE);

    /** What a node group gives its nodes if nothing else is said, in GiB. */
    private static final int DEFAULT_DISK = 20;

    private final Synthesis synthesis;

    NodePricing(Synthesis synthesis) {
        this.synthesis = synthesis;
    }

    Stream<Line> lines(Found group) {
        JsonNode types = group.body().path("instance_types");
        String type = types.path(0).asString("");
        if (types.size() != 1 || !INSTANCES.containsKey(type)) {
            throw new NoPrice("the price of instances of " + types + " is not known");
        }
        JsonNode scaling = group.block("scaling_config");
        Scale scale = new Scale(count(scaling, "min_size"), count(scaling, "desired_size"), count(scaling, "max_size"));
        String paid = group.text("capacity_type").equals("SPOT") ? " at most, as spot is cheaper" : "";
        int disk = disk(group);
        return Stream.of(
                new Line(
                        group.address(),
                        "%s %s%s".formatted(scale, type, paid),
                        Part.SEED,
                        scale.times(INSTANCES.get(type).monthly())),
                new Line(
                        group.address(),
                        "%s volumes of %d GiB gp3".formatted(scale, disk),
                        Part.VOLUMES,
                        scale.times(Price.GP3_STORAGE.monthly(disk))));
    }

    /** How many nodes. */
    private record Scale(int minimum, int desired, int maximum) {
        Amount times(BigDecimal each) {
            return new Amount(
                    each.multiply(BigDecimal.valueOf(minimum)),
                    each.multiply(BigDecimal.valueOf(desired)),
                    each.multiply(BigDecimal.valueOf(maximum)));
        }

        @Override
        public String toString() {
            return "%d (%d to %d) ×".formatted(desired, minimum, maximum);
        }
    }

    private static int count(JsonNode scaling, String field) {
        if (!scaling.path(field).isInt()) {
            throw new NoPrice("its " + field + " is not a number: " + scaling.path(field));
        }
        return scaling.path(field).asInt();
    }

    private int disk(Found group) {
        JsonNode template = group.block("launch_template");
        if (template.isMissingNode()) {
            return group.body().path("disk_size").asInt(DEFAULT_DISK);
        }
        Found launch = synthesis.referred(group, template.path("id").asString(""));
        JsonNode volumes = launch.body().path("block_device_mappings");
        JsonNode volume = Found.one(Found.one(volumes).path("ebs"));
        boolean several = volumes.isArray() && volumes.size() > 1;
        if (several
                || !volume.path("volume_size").isInt()
                || !volume.path("volume_type").asString("").equals("gp3")) {
            throw new NoPrice("%s has not one volume of gp3 with a size: %s".formatted(launch.address(), volumes));
        }
        return volume.path("volume_size").asInt();
    }
}
