package dev.tryops.infra.settings;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Versions of EKS with the ends of their support (Amazon EKS user guide, "Kubernetes release calendar") and the add-ons
 * that fit, where these are known.
 */
public enum KubernetesVersion {
    V1_33(
            LocalDate.of(2026, 7, 29),
            LocalDate.of(2027, 7, 29),
            new AddOnVersions("v1.21.1-eksbuild.3", "v1.13.2-eksbuild.1", "v1.33.7-eksbuild.2", "v1.55.0-eksbuild.2")),
    V1_34(LocalDate.of(2026, 12, 2), LocalDate.of(2027, 12, 2), null),
    V1_35(LocalDate.of(2027, 3, 27), LocalDate.of(2028, 3, 27), null);

    private final LocalDate endOfStandardSupport;
    private final LocalDate endOfExtendedSupport;
    private final @Nullable AddOnVersions addOns;

    KubernetesVersion(LocalDate endOfStandardSupport, LocalDate endOfExtendedSupport, @Nullable AddOnVersions addOns) {
        this.endOfStandardSupport = endOfStandardSupport;
        this.endOfExtendedSupport = endOfExtendedSupport;
        this.addOns = addOns;
    }

    public static KubernetesVersion of(String text) {
        return Arrays.stream(values())
                .filter(version -> version.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new BadSetting(
                        "cluster.version",
                        "is '%s', not one of %s"
                                .formatted(
                                        text,
                                        Arrays.stream(values())
                                                .map(KubernetesVersion::text)
                                                .collect(Collectors.joining(", ")))));
    }

    /** As EKS writes it: {@code 1.33}. */
    public String text() {
        return name().substring(1).replace('_', '.');
    }

    /** The last day at the ordinary price. */
    public LocalDate endOfStandardSupport() {
        return endOfStandardSupport;
    }

    /** The day after which EKS upgrades the cluster by itself. */
    public LocalDate endOfExtendedSupport() {
        return endOfExtendedSupport;
    }

    /** Empty where nobody has looked up which versions fit. */
    public Optional<AddOnVersions> addOns() {
        return Optional.ofNullable(addOns);
    }

    /** Versions of the add-ons, as EKS names them. */
    public record AddOnVersions(String vpcCni, String coredns, String kubeProxy, String ebsCsiDriver) {}
}
