package dev.tryops.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryops.infra.settings.GithubSettings.SubjectFormat;
import dev.tryops.infra.settings.NetworkSettings.Zone;
import dev.tryops.infra.settings.NodeGroupSettings.Capacity;
import dev.tryops.infra.settings.NodeGroupSettings.Scaling;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting that makes no sense is refused where it is made, in one sentence that begins with its name. */
class BadSettingsTest {

    private static final InfraSettings GOOD = Environments.PRODUCTION.settings();
    private static final Cidr VPC = cidr("10.0.0.0/16");

    @ParameterizedTest
    @MethodSource({"environments", "networks", "clusters", "nodes", "ages", "repositories", "data"})
    void isRefusedInOneSentenceThatNamesIt(String sentence, ThrowingCallable setting) {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(setting)
                .withMessage(sentence)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    static Stream<Arguments> environments() {
        return Stream.of(
                bad("ENVIRONMENT is 'prod', not one of production, staging, dev.", () -> Environments.of("prod")),
                bad("region is 'Virginia', not one such as us-east-1.", () -> new AwsSettings("Virginia", null)),
                bad("account is '1234', not twelve digits.", () -> new AwsSettings("us-east-1", "1234")),
                bad(
                        "project is 'Sam_MLOps', not lower-case words with hyphens between them.",
                        () -> GOOD.withProject("Sam_MLOps")),
                bad(
                        "project makes 'a-project-with-a-long-name-production', which has 37 characters, but names of"
                                + " buckets and roles leave room for 31.",
                        () -> GOOD.withProject("a-project-with-a-long-name")),
                bad(
                        "releaseFile is '/etc/passwd', not a path below the module's directory.",
                        () -> GOOD.withReleaseFile("/etc/passwd")),
                bad(
                        "releaseFile is '../release.json', not a path below the module's directory.",
                        () -> GOOD.withReleaseFile("../release.json")));
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                bad(
                        "network.vpc is '10.0.0.0', not a range such as 10.0.0.0/16.",
                        () -> Cidr.of("network.vpc", "10.0.0.0")),
                bad(
                        "network.vpc is '10.0.0.300/16', and 300 is no part of an address.",
                        () -> Cidr.of("network.vpc", "10.0.0.300/16")),
                bad(
                        "network.vpc is '10.0.0.1/16', which has address bits beyond its prefix of 16.",
                        () -> Cidr.of("network.vpc", "10.0.0.1/16")),
                bad(
                        "network.vpc is '10.0.0.0/33', which has a prefix of 33, not of 0 to 32.",
                        () -> Cidr.of("network.vpc", "10.0.0.0/33")),
                bad(
                        "network.vpc is 10.0.0.0/8, but a VPC has a prefix of 16 to 28.",
                        () -> new NetworkSettings(cidr("10.0.0.0/8"), zones("a", "b"), false, false)),
                bad(
                        "network.zones has 1, but load balancers and EKS need 2.",
                        () -> new NetworkSettings(VPC, zones("a"), false, false)),
                bad("network.zones has 'a' twice.", () -> new NetworkSettings(VPC, zones("a", "a"), false, false)),
                bad(
                        "network.zones has 'us-east-1a', but a zone is a letter after the region's name.",
                        () -> new NetworkSettings(VPC, zones("a", "us-east-1a"), false, false)),
                bad(
                        "network.zones.b has 10.0.16.0/21, which overlaps 10.0.16.0/20.",
                        () -> new NetworkSettings(
                                VPC,
                                List.of(
                                        zone("a", "10.0.0.0/20", "10.0.16.0/20"),
                                        zone("b", "10.0.16.0/21", "10.0.32.0/20")),
                                false,
                                false)),
                bad(
                        "network.zones.b has 10.1.0.0/20, outside of 10.0.0.0/16.",
                        () -> new NetworkSettings(
                                VPC,
                                List.of(
                                        zone("a", "10.0.0.0/20", "10.0.16.0/20"),
                                        zone("b", "10.0.32.0/20", "10.1.0.0/20")),
                                false,
                                false)),
                bad(
                        "network.zones.b has 10.0.48.0/29, but a subnet's prefix is at most 28.",
                        () -> new NetworkSettings(
                                VPC,
                                List.of(
                                        zone("a", "10.0.0.0/20", "10.0.16.0/20"),
                                        zone("b", "10.0.32.0/20", "10.0.48.0/29")),
                                false,
                                false)));
    }

    static Stream<Arguments> clusters() {
        return Stream.of(
                bad(
                        "cluster.endpoint.cidrs is empty: name a range, or use Private.",
                        () -> new EndpointAccess.Restricted(List.of())),
                bad(
                        "cluster.endpoint.cidrs has 0.0.0.0/0, which opens the cluster's API to the world: use prefixes"
                                + " of 8 or more.",
                        () -> new EndpointAccess.Restricted(List.of(cidr("192.0.2.0/24"), cidr("0.0.0.0/0")))),
                bad(
                        "cluster.endpoint.cidrs has 128.0.0.0/1, which opens the cluster's API to the world: use"
                                + " prefixes of 8 or more.",
                        () -> new EndpointAccess.Restricted(List.of(cidr("128.0.0.0/1")))),
                bad("cluster.version is '1.12', not one of 1.33, 1.34, 1.35.", () -> KubernetesVersion.of("1.12")),
                bad(
                        "cluster.version is 1.34, but it is not known which add-ons fit: look their versions up and add"
                                + " them to KubernetesVersion.",
                        () -> cluster(KubernetesVersion.V1_34, List.of("admin"))),
                bad(
                        "cluster.adminRoles is empty, so that nobody could mend the cluster.",
                        () -> cluster(KubernetesVersion.V1_33, List.of())),
                bad(
                        "cluster.adminRoles has 'arn:aws:iam::123456789012:role/admin', not a role's name (the part of"
                                + " its ARN behind the last slash).",
                        () -> cluster(KubernetesVersion.V1_33, List.of("arn:aws:iam::123456789012:role/admin"))),
                bad(
                        "cluster.runnerGroups has 'runners', not the id of a security group such as"
                                + " sg-0123456789abcdef0.",
                        () -> GOOD.cluster().withRunnerGroups(List.of("runners"))));
    }

    static Stream<Arguments> nodes() {
        return Stream.of(
                bad(
                        "nodes.api.scaling.min is 3, more than the max of 2.",
                        () -> NodeGroupSettings.api(new Scaling(3, 3, 2))),
                bad(
                        "nodes.api.scaling.desired is 6, not between the min of 2 and the max of 5.",
                        () -> NodeGroupSettings.api(new Scaling(2, 6, 5))),
                bad(
                        "nodes.training.scaling.min is -1, but there are no fewer than 0 nodes.",
                        () -> NodeGroupSettings.training(new Scaling(-1, 0, 1), Capacity.SPOT)),
                bad(
                        "nodes.training.scaling.max is 0, but a group needs room for 1 node.",
                        () -> NodeGroupSettings.training(new Scaling(0, 0, 0), Capacity.SPOT)),
                bad(
                        "nodes.api.scaling.min is 0, so that nothing would serve and nothing would start the cluster's"
                                + " own services.",
                        () -> GOOD.cluster()
                                .withNodes(
                                        NodeGroupSettings.api(new Scaling(0, 1, 2)),
                                        GOOD.cluster().training())),
                bad(
                        "nodes.api.instanceType is 'big', not one of c6i.large, c6i.xlarge, m6i.2xlarge, m6i.large, m6i.xlarge,"
                                + " t3.large, t3.medium, t3.xlarge.",
                        () -> group("big", 20)),
                bad("nodes.api.diskGib is 8, but the system needs 20.", () -> group("t3.medium", 8)));
    }

    static Stream<Arguments> ages() {
        return Stream.of(
                bad("registry.releases is 0, but what runs must be kept.", () -> new RegistrySettings(0, 10, 7)),
                bad("registry.commits is 0, but the newest must be kept.", () -> new RegistrySettings(50, 0, 7)),
                bad("registry.untaggedDays is 0, not at least 1.", () -> new RegistrySettings(50, 10, 0)),
                bad("buckets.noncurrentToGlacier is 0 days, not 1.", () -> new BucketSettings(0, 365, 365, 365)),
                bad(
                        "buckets.noncurrentExpiry is 120 days, but Glacier charges for 90 behind noncurrentToGlacier"
                                + " (90).",
                        () -> new BucketSettings(90, 120, 365, 365)),
                bad("buckets.predictionsExpiry is 0 days, not 1.", () -> new BucketSettings(90, 365, 0, 365)),
                bad("buckets.accessLogsExpiry is 0 days, not 1.", () -> new BucketSettings(90, 365, 365, 0)));
    }

    static Stream<Arguments> repositories() {
        return Stream.of(
                bad("github.org is 'a b', not an owner's name.", () -> github("a b", 1L, 2L, "production")),
                bad("github.orgId is missing, but subjects have it.", () -> github("org", null, 2L, "production")),
                bad("github.repoId is missing, but subjects have it.", () -> github("org", 1L, null, "production")),
                bad(
                        "github.environment is 'plan', not the name of an environment that deploys.",
                        () -> github("org", 1L, 2L, "plan")),
                bad(
                        "github.branch is 'main branch', not a branch.",
                        () -> new GithubSettings(
                                "org", null, "repo", null, SubjectFormat.NAMES, "main branch", "dev", List.of("a"))),
                bad(
                        "github.reviewers is empty, so that nobody could approve.",
                        () -> new GithubSettings(
                                "org", null, "repo", null, SubjectFormat.NAMES, "master", "dev", List.of())));
    }

    static Stream<Arguments> data() {
        return Stream.of(
                bad(
                        "trainingData is 'file:///data.csv', not s3://bucket/key.",
                        () -> new TrainingData.S3("file:///data.csv")),
                bad(
                        "trainingData is 'https://bucket/key', not s3://bucket/key.",
                        () -> new TrainingData.S3("https://bucket/key")),
                bad("trainingData is 10 drawn rows, not at least 500.", () -> new TrainingData.Synthetic(10)));
    }

    private static Arguments bad(String sentence, ThrowingCallable setting) {
        return Arguments.of(sentence, setting);
    }

    private static Cidr cidr(String text) {
        return Cidr.of("test", text);
    }

    /** With a pair of subnets for each letter, whether there may be such a letter or not. */
    private static List<Zone> zones(String... letters) {
        return Stream.iterate(0, i -> i < letters.length, i -> i + 1)
                .map(i -> new Zone(letters[i], VPC.part(20, 2 * i), VPC.part(20, 2 * i + 1)))
                .toList();
    }

    private static Zone zone(String letter, String open, String closed) {
        return new Zone(letter, cidr(open), cidr(closed));
    }

    private static ClusterSettings cluster(KubernetesVersion version, List<String> admins) {
        ClusterSettings good = GOOD.cluster();
        return new ClusterSettings(version, good.endpoint(), good.api(), good.training(), admins, List.of());
    }

    private static NodeGroupSettings group(String type, int disk) {
        return new NodeGroupSettings("api", type, new Scaling(1, 1, 1), disk, NodeLabels.API, null, Capacity.ON_DEMAND);
    }

    private static GithubSettings github(String org, @Nullable Long orgId, @Nullable Long repoId, String environment) {
        return new GithubSettings(
                org, orgId, "repo", repoId, SubjectFormat.NAMES_AND_IDS, "master", environment, List.of("a"));
    }
}
