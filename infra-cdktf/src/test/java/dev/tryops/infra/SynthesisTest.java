package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Environments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsNode
class SynthesisTest {

    /** The account, the cluster's issuer and the load balancer of the system that this one comes after. */
    private static final String[] FOREIGN = {
        "CF1DA800D1CCEA8ECE6B9E6C95DF9EF2", ".elb.amazonaws.com", "oidc.eks.us-east-1.amazonaws.com/id/C"
    };

    @Test
    void writesTheSameBytesTwice() {
        Map<String, String> first = files(Synthesized.write(Environments.PRODUCTION.settings(), false));
        Map<String, String> second = files(Synthesized.write(Environments.PRODUCTION.settings(), false));

        assertThat(first).hasSizeGreaterThan(5).isEqualTo(second);
    }

    @ParameterizedTest
    @EnumSource
    void namesNoPathOfThisMachineAndNobodyElsesAccount(Environments environment) {
        String text = Synthesized.of(environment.settings()).text();

        assertThat(text)
                .doesNotContain(System.getProperty("user.dir"), System.getProperty("user.home"), "/home/", "/tmp/")
                .doesNotContain(FOREIGN)
                .doesNotContainPattern("(?<![0-9a-fA-F])\\d{12}(?![0-9a-fA-F])");
    }

    @Test
    void keepsTheFirstStateInAFileUntilThereIsABucket() {
        Synthesized first = Synthesized.read(Synthesized.write(Environments.PRODUCTION.settings(), true));

        assertThat(first.stack("bootstrap").at("/terraform/backend").toString())
                .isEqualTo("{\"local\":{\"path\":\"../../../bootstrap.production.tfstate\"}}");
        assertThat(first.stack("foundation").at("/terraform/backend").propertyNames())
                .containsExactly("s3");
    }

    private static Map<String, String> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(directory.relativize(file).toString(), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
