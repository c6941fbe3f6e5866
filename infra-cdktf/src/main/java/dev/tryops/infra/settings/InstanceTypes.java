package dev.tryops.infra.settings;

import java.util.Map;
import java.util.TreeMap;

/** Types of EC2 that nodes may have, with their virtual processors (AWS's pages on instance types). */
final class InstanceTypes {

    private static final Map<String, Integer> VCPUS = Map.of(
            "t3.medium", 2,
            "t3.large", 2,
            "t3.xlarge", 4,
            "m6i.large", 2,
            "m6i.xlarge", 4,
            "m6i.2xlarge", 8,
            "c6i.large", 2,
            "c6i.xlarge", 4);

    private InstanceTypes() {}

    static int vcpus(String setting, String type) {
        Integer vcpus = VCPUS.get(type);
        BadSetting.unless(
                vcpus != null,
                setting,
                "is '%s', not one of %s".formatted(type, String.join(", ", new TreeMap<>(VCPUS).keySet())));
        return vcpus == null ? 0 : vcpus;
    }
}
