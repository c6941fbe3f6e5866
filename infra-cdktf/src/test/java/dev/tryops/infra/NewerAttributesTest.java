package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.generic.NewerAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Overrides, which no compiler checks: that they are few, in one place, and have the effect that they are there for. */
class NewerAttributesTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "tryops", "infra");

    /** One for each test below. */
    @Test
    void theListIsKnown() {
        assertThat(Arrays.stream(NewerAttributes.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .containsExactlyInAnyOrder(
                        "versions",
                        "lockInBucket",
                        "withoutBucket",
                        "withoutThumbprints",
                        "authenticateByAccessEntries",
                        "keepVersionInExtendedSupport");
    }

    @Test
    void onlyThisPackageOverrides() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> overriding = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("generic")))
                    .filter(file -> text(file).contains("addOverride("))
                    .map(Path::toString)
                    .toList();
            assertThat(overriding).isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    @NeedsNode
    class Synthesis {

        private final Synthesized production = Synthesized.production();

        @Test
        void everyStackNamesTheVersionsThatItIsWrittenFor() {
            assertThat(production.stackNames()).allSatisfy(stack -> {
                JsonNode terraform = production.stack(stack).path("terraform");
                assertThat(terraform.path("required_version").asString()).isEqualTo(">= 1.11");
                assertThat(terraform.at("/required_providers/aws/version").asString())
                        .isEqualTo("~> 5.100");
            });
        }

        @Test
        void providersWithoutBindingsArePinned() {
            assertThat(production
                            .stack("github")
                            .at("/terraform/required_providers/github")
                            .toString())
                    .isEqualTo("{\"source\":\"integrations/github\",\"version\":\"6.13.0\"}");
            assertThat(production
                            .stack("platform")
                            .at("/terraform/required_providers/helm")
                            .toString())
                    .isEqualTo("{\"source\":\"hashicorp/helm\",\"version\":\"2.17.0\"}");
        }

        @Test
        void statesAreLockedInTheirBucketWhichInitNames() {
            assertThat(production.stackNames()).allSatisfy(stack -> {
                JsonNode backend = production.stack(stack).at("/terraform/backend/s3");
                assertThat(backend.path("use_lockfile").asBoolean(false)).isTrue();
                assertThat(backend.has("bucket")).isFalse();
            });
        }

        @Test
        void issuersHaveNoFingerprints() {
            assertThat(production.resources("aws_iam_openid_connect_provider"))
                    .hasSize(2)
                    .noneMatch(provider -> provider.body().has("thumbprint_list"));
        }

        @Test
        void theClusterBelievesAccessEntriesAlone() {
            assertThat(production
                            .resource("aws_eks_cluster")
                            .at("/access_config")
                            .toString())
                    .isEqualTo("{\"authentication_mode\":\"API\","
                            + "\"bootstrap_cluster_creator_admin_permissions\":false}");
        }

        @Test
        void theClusterStaysAtItsVersionInExtendedSupport() {
            assertThat(production
                            .resource("aws_eks_cluster")
                            .at("/upgrade_policy")
                            .toString())
                    .isEqualTo("{\"support_type\":\"EXTENDED\"}");
        }
    }
}
