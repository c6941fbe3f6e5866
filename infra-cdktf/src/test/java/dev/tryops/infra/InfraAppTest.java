package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InfraAppTest {

    @Test
    void tellsWhatARuleObjectsToWithoutTheStackOfTheBridge() {
        RuntimeException crossed = new RuntimeException("[foundation/x] CKV_AWS_1: a sentence\n"
                + "@jsii/kernel.RuntimeError: Error: the same again\n    at Kernel.invoke (program.js:1:2)");

        assertThat(InfraApp.objection(crossed)).isEqualTo("[foundation/x] CKV_AWS_1: a sentence");
    }

    @Test
    void hidesNoBug() {
        RuntimeException bug = new IllegalStateException("null");

        assertThatThrownBy(() -> InfraApp.objection(bug)).isSameAs(bug);
    }
}
