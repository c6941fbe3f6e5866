package dev.tryops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LogFormatTest {

    @Test
    void isTextForAPersonAndJsonForACollectorUnlessItIsSet() {
        assertThat(LogFormat.of("", true)).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of(" ", false)).isEqualTo(LogFormat.JSON);
        assertThat(LogFormat.of("json", true)).isEqualTo(LogFormat.JSON);
        assertThat(LogFormat.of("TEXT", false)).isEqualTo(LogFormat.TEXT);
        assertThatThrownBy(() -> LogFormat.of("ecs", false)).hasMessage("LOG_FORMAT is json or text, not 'ecs'");
    }
}
