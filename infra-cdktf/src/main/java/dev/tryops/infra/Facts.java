package dev.tryops.infra;

import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.deployment.EnvironmentFacts.Capacity;
import dev.tryops.deployment.EnvironmentFacts.Cluster;
import dev.tryops.deployment.EnvironmentFacts.Purpose;
import dev.tryops.deployment.EnvironmentFacts.Repositories;
import dev.tryops.infra.platform.Chart;
import dev.tryops.infra.settings.EndpointAccess;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.KubernetesVersion;
import dev.tryops.infra.settings.Names;
import dev.tryops.infra.settings.NodeGroupSettings;
import dev.tryops.infra.settings.Singletons.Presence;
import dev.tryops.infra.stacks.StackName;
import java.util.List;
import java.util.stream.Stream;

/** What {@code tryops} must know of an environment, from its settings. */
final class Facts {

    private Facts() {}

    static EnvironmentFacts of(InfraSettings settings) {
        Names names = settings.names();
        return new EnvironmentFacts(
                settings.environment(),
                settings.project(),
                settings.aws().region(),
                settings.aws().accountOrNull(),
                new Repositories(names.repository(Names.API), names.repository(Names.TRAINING)),
                cluster(settings),
                capacity(settings),
                new EnvironmentFacts.Singletons(
                        settings.singletons().githubProvider() == Presence.EXISTS,
                        settings.singletons().autoScalingRole() == Presence.EXISTS),
                // Records of accesses come in while the others are emptied, so theirs is last.
                List.of(
                        names.predictionsBucket(EnvironmentFacts.ACCOUNT),
                        names.modelsBucket(EnvironmentFacts.ACCOUNT),
                        names.modelsLogsBucket(EnvironmentFacts.ACCOUNT)),
                Stream.of(Chart.values()).map(Facts::told).toList(),
                Stream.of(StackName.values()).map(StackName::value).toList());
    }

    private static EnvironmentFacts.Chart told(Chart chart) {
        return new EnvironmentFacts.Chart(chart.release(), chart.namespace(), purpose(chart));
    }

    private static Purpose purpose(Chart chart) {
        return switch (chart) {
            case KYVERNO -> Purpose.ADMISSION;
            case POLICIES -> Purpose.POLICIES;
            case MONITORING, CLUSTER -> Purpose.CLUSTER;
            case TRAINING, API -> Purpose.WORKLOAD;
        };
    }

    private static Cluster cluster(InfraSettings settings) {
        KubernetesVersion version = settings.cluster().version();
        List<String> cidrs = switch (settings.cluster().endpoint()) {
            case EndpointAccess.Private() -> List.of();
            case EndpointAccess.Restricted(var ranges) ->
                ranges.stream().map(Object::toString).toList();
        };
        return new Cluster(
                settings.names().cluster(),
                version.text(),
                version.endOfStandardSupport(),
                version.endOfExtendedSupport(),
                cidrs);
    }

    private static Capacity capacity(InfraSettings settings) {
        return new Capacity(
                settings.network().natGateways(),
                vcpus(settings, NodeGroupSettings.Capacity.ON_DEMAND),
                vcpus(settings, NodeGroupSettings.Capacity.SPOT),
                Stream.of(Environments.values())
                        .mapToInt(
                                environment -> environment.settings().network().natGateways())
                        .sum());
    }

    private static int vcpus(InfraSettings settings, NodeGroupSettings.Capacity capacity) {
        return settings.cluster().nodeGroups().stream()
                .filter(group -> group.capacity() == capacity)
                .mapToInt(group -> group.scaling().max() * group.vcpus())
                .sum();
    }
}
