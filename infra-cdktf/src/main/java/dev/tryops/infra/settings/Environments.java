package dev.tryops.infra.settings;

import dev.tryops.infra.settings.NodeGroupSettings.Capacity;
import dev.tryops.infra.settings.NodeGroupSettings.Scaling;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environments that are committed. */
public enum Environments {
    PRODUCTION("10.0.0.0/16", false, new Scaling(2, 2, 5), new Scaling(1, 1, 3), Capacity.ON_DEMAND),
    STAGING("10.1.0.0/16", true, new Scaling(2, 2, 3), new Scaling(1, 1, 2), Capacity.ON_DEMAND),
    DEV("10.2.0.0/16", true, new Scaling(1, 1, 2), new Scaling(1, 1, 1), Capacity.SPOT);

    private static final String PROJECT = "sam-mlops";
    private static final String REGION = "us-east-1";
    /** Rows that the job draws until an environment has data of its own. */
    private static final int DRAWN_ROWS = 5_000;

    private final String vpc;
    private final boolean singleNat;
    private final Scaling api;
    private final Scaling training;
    private final Capacity trainingCapacity;

    Environments(String vpc, boolean singleNat, Scaling api, Scaling training, Capacity trainingCapacity) {
        this.vpc = vpc;
        this.singleNat = singleNat;
        this.api = api;
        this.training = training;
        this.trainingCapacity = trainingCapacity;
    }

    /** The settings of the environment called {@code name}. */
    public static InfraSettings of(String name) {
        return Stream.of(values())
                .filter(environment -> environment.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadSetting(
                        EnvironmentVariables.ENVIRONMENT,
                        "is '%s', not one of %s"
                                .formatted(
                                        name,
                                        Stream.of(values())
                                                .map(Environments::value)
                                                .collect(Collectors.joining(", ")))))
                .settings();
    }

    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    public InfraSettings settings() {
        return new InfraSettings(
                new EnvironmentName(value()),
                PROJECT,
                new AwsSettings(REGION, null),
                NetworkSettings.of(Cidr.of("network.vpc", vpc), singleNat),
                cluster(),
                new RegistrySettings(50, 10, 7),
                new BucketSettings(90, 365, 365, 365),
                github(),
                LogRetention.ONE_YEAR,
                this == PRODUCTION ? Singletons.created() : Singletons.existing(),
                new TrainingData.Synthetic(DRAWN_ROWS),
                Options.NONE,
                "releases/" + value() + ".json");
    }

    private ClusterSettings cluster() {
        return new ClusterSettings(
                KubernetesVersion.V1_33,
                new EndpointAccess.Private(),
                NodeGroupSettings.api(api),
                NodeGroupSettings.training(training, trainingCapacity),
                List.of(PROJECT + "-admin"),
                List.of());
    }

    private GithubSettings github() {
        return new GithubSettings(
                "blue-samarth",
                null,
                "mlops-tryops",
                null,
                GithubSettings.SubjectFormat.NAMES,
                "master",
                value(),
                List.of("blue-samarth"));
    }
}
