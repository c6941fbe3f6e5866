package dev.tryops.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionsTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2027, 6, 30);
    private static final Exceptions.Entry ENTRY =
            new Exceptions.Entry("CKV_AWS_18", "foundation/*-logs", "platform", "It is where logs go", LAST_DAY);
    private static final Exceptions REGISTER = new Exceptions(List.of(ENTRY));

    @Test
    void anEntryCoversItsRuleOnItsConstructs() {
        assertThat(REGISTER.covering("CKV_AWS_18", "foundation/models-logs", LAST_DAY))
                .containsExactly(ENTRY);
        assertThat(REGISTER.covering("CKV_AWS_21", "foundation/models-logs", LAST_DAY))
                .isEmpty();
        assertThat(REGISTER.covering("CKV_AWS_18", "foundation/models", LAST_DAY))
                .isEmpty();
    }

    @Test
    void anExpiredEntryCoversNothing() {
        assertThat(REGISTER.expired(LAST_DAY)).isEmpty();
        assertThat(REGISTER.expired(LAST_DAY.plusDays(1))).containsExactly(ENTRY);
        assertThat(REGISTER.covering("CKV_AWS_18", "foundation/models-logs", LAST_DAY.plusDays(1)))
                .isEmpty();
    }

    @Test
    void anEntryForEverythingOrWithoutAReasonIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exceptions.Entry("CKV_AWS_18", "*/*", "platform", "why", LAST_DAY))
                .withMessageContaining("for everything");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exceptions.Entry("CKV_AWS_18", "foundation/x", "platform", " ", LAST_DAY))
                .withMessageContaining("needs an owner and a reason");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exceptions.Entry("all", "foundation/x", "platform", "why", LAST_DAY))
                .withMessageContaining("Not an id");
    }

    @Test
    void nothingInTheRegisterHasExpired() {
        assertThat(Exceptions.registered().expired(LocalDate.now(java.time.ZoneOffset.UTC)))
                .isEmpty();
    }
}
