package dev.tryops.infra.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nodes of one kind.
 *
 * @param name what follows the prefix in the group's name: {@code api}
 * @param instanceType of EC2: {@code t3.medium}
 * @param diskGib the root volume, in GiB
 */
public record NodeGroupSettings(
        String name,
        String instanceType,
        Scaling scaling,
        int diskGib,
        NodeLabels labels,
        @Nullable Taint taintOrNull,
        Capacity capacity) {

    /** What the system image of AL2023 takes is more than this. */
    private static final int SMALLEST_DISK = 20;

    public NodeGroupSettings {
        InstanceTypes.vcpus("nodes." + name + ".instanceType", instanceType);
        BadSetting.unless(
                diskGib >= SMALLEST_DISK,
                "nodes." + name + ".diskGib",
                "is %d, but the system needs %d".formatted(diskGib, SMALLEST_DISK));
        scaling.check("nodes." + name + ".scaling");
    }

    /** Of the kind that serves, as {@code scaling} says. */
    static NodeGroupSettings api(Scaling scaling) {
        return new NodeGroupSettings("api", "t3.medium", scaling, 20, NodeLabels.API, null, Capacity.ON_DEMAND);
    }

    /** Of the kind that trains, which nothing else may use. */
    static NodeGroupSettings training(Scaling scaling, Capacity capacity) {
        return new NodeGroupSettings(
                "training", "t3.large", scaling, 50, NodeLabels.TRAINING, Taint.TRAINING, capacity);
    }

    /** Virtual processors of one node. */
    public int vcpus() {
        return InstanceTypes.vcpus("nodes." + name + ".instanceType", instanceType);
    }

    public Optional<Taint> taint() {
        return Optional.ofNullable(taintOrNull);
    }

    /** How the nodes are paid for; the names are EKS's. */
    public enum Capacity {
        ON_DEMAND,
        /** Cheaper, and taken away at two minutes' notice. */
        SPOT
    }

    /** How many nodes. */
    public record Scaling(int min, int desired, int max) {

        private void check(String setting) {
            BadSetting.unless(min >= 0, setting + ".min", "is " + min + ", but there are no fewer than 0 nodes");
            BadSetting.unless(max >= 1, setting + ".max", "is " + max + ", but a group needs room for 1 node");
            BadSetting.unless(min <= max, setting + ".min", "is %d, more than the max of %d".formatted(min, max));
            BadSetting.unless(
                    min <= desired && desired <= max,
                    setting + ".desired",
                    "is %d, not between the min of %d and the max of %d".formatted(desired, min, max));
        }
    }
}
