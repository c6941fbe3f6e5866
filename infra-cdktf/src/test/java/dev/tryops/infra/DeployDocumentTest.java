package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.infra.settings.Environments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of {@code docs/deploy.md}, as far as they speak of what is synthesized. */
@NeedsNode
class DeployDocumentTest {

    private final Synthesized production = Synthesized.production();
    private String document = "";

    @BeforeEach
    void read() throws IOException {
        document = Files.readString(Path.of("..", "docs", "deploy.md"));
    }

    @Test
    void deploysEveryStackInOrder() {
        assertThat(found("cdktf deploy (\\w+) ").distinct())
                .containsExactly("bootstrap", "foundation", "github", "cluster", "platform");
    }

    /** Otherwise {@code cdktf} refuses a stack whose dependencies are not among its arguments. */
    @Test
    void saysOfEveryStackButTheFirstThatThoseBeforeAreThere() {
        assertThat(found("(?m)^(.*cdktf deploy (?!bootstrap)\\w+ .*)$"))
                .filteredOn(line -> !line.contains("`"))
                .isNotEmpty()
                .allMatch(line -> line.contains("--ignore-missing-stack-dependencies"));
    }

    @Test
    void namesOnlyWhatIsMade() {
        String made =
                production.text() + Environments.PRODUCTION.settings().names().prefix() + ".";

        assertThat(found("(sam-mlops-[a-z-]*[a-z])").distinct())
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(made).contains(name));
    }

    @Test
    void readsOnlyLogsThatAreWritten() {
        List<String> groups = production.resources("aws_cloudwatch_log_group").stream()
                .map(group -> group.text("name"))
                .toList();

        assertThat(found("(/aws/[a-z-]+/[a-z/-]*[a-z])").distinct())
                .isNotEmpty()
                .allMatch(groups::contains);
    }

    @Test
    void namesTheSecretsThatAreWritten() {
        assertThat(production.resources("github_actions_secret"))
                .filteredOn(secret -> !secret.text("secret_name").startsWith("ECR_"))
                .hasSize(3)
                .allSatisfy(secret -> assertThat(document).contains("`" + secret.text("secret_name") + "`"));
    }

    @Test
    void quotesWhatAPlanWithoutAReleaseSays() {
        assertThat(document).contains("No images are released to production: run tryops release production");
        assertThat(production.text()).contains("No images are released to production: run tryops release production");
    }

    private Stream<String> found(String pattern) {
        return Pattern.compile(pattern).matcher(document).results().map(result -> result.group(1));
    }
}
