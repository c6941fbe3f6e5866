package dev.tryops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVersionTest {

    @Test
    void isDrawnFromTheTimeInUtcAndSixRandomHexDigits() {
        ModelVersion version = ModelVersion.draw(Instant.parse("2026-02-08T16:00:16.999Z"), new Random(1));

        assertThat(version.value()).matches("v20260208_160016_[0-9a-f]{6}");
    }

    @Test
    void twoOfTheSameSecondDiffer() {
        Random random = new Random(1);
        Instant now = Instant.parse("2026-02-08T16:00:16Z");

        assertThat(ModelVersion.draw(now, random)).isNotEqualTo(ModelVersion.draw(now, random));
    }

    @Test
    void sortsByTime() {
        assertThat(new ModelVersion("v20260208_160016_ffffff")).isLessThan(new ModelVersion("v20260208_160017_000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "v20260208_160016_2b35c",
                "v20260208_160016_2B35CA",
                "v20260208_160016_2b35ca\n",
                "../v20260208_160016_2b35ca",
                "v20260208_160016_2b35ca/../x"
            })
    void refusesWhatIsNoVersion(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelVersion(text))
                .withMessageContaining("v20260208_160016_2b35ca");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Production", "1st", "a_b", "a/b", "..", "a2345678901234567890123456789012"})
    void refusesWhatIsNoEnvironment(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnvironmentName(text))
                .withMessageContaining("such as production");
    }
}
