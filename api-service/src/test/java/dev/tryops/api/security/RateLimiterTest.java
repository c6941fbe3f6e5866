package dev.tryops.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.security.RateLimitProperties.Limit;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final AtomicLong nanos = new AtomicLong(1);
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    @Test
    void remembersSoManyClientsAndNoMore() {
        RateLimiter limiter = new RateLimiter(new Limit(1, Duration.ofHours(1), 1), time);

        for (int i = 0; i < 2 * RateLimiter.MAX_CLIENTS; i++) {
            limiter.take("at:" + i);
        }

        assertThat(limiter.clients()).isBetween(1L, (long) RateLimiter.MAX_CLIENTS);
    }

    @Test
    void aFloodOfNewClientsDoesNotMakeItForgetABusyOne() {
        RateLimiter limiter = new RateLimiter(new Limit(100, Duration.ofHours(1), 100), time);
        for (int i = 0; i < 200; i++) {
            limiter.take("busy");
        }

        for (int i = 0; i < 2 * RateLimiter.MAX_CLIENTS; i++) {
            limiter.take("at:" + i);
            if (i % 1_000 == 0) {
                limiter.clients();
                assertThat(limiter.take("busy").isConsumed()).isFalse();
            }
        }
    }

    @Test
    void forgetsOnlyWhoHadEverythingBack() {
        Limit limit = new Limit(60, Duration.ofMinutes(1), 120);
        RateLimiter limiter = new RateLimiter(limit, time);
        for (int i = 0; i < 120; i++) {
            limiter.take("a");
        }
        assertThat(limiter.take("a").isConsumed()).isFalse();

        pass(Duration.ofSeconds(limit.secondsToFill() - 1));
        assertThat(limiter.clients()).isOne();
        assertThat(limiter.take("a").getRemainingTokens()).isEqualTo(118);

        pass(Duration.ofSeconds(limit.secondsToFill() + 1));
        assertThat(limiter.clients()).isZero();
    }

    @Test
    void aHouseholdInIpv6IsOneClient() {
        assertThat(RateLimiter.clientAt("2001:db8:0:1::1")).isEqualTo(RateLimiter.clientAt("2001:db8:0:1:ffff::2"));
        assertThat(RateLimiter.clientAt("2001:db8:0:1::1")).isNotEqualTo(RateLimiter.clientAt("2001:db8:0:2::1"));
        assertThat(RateLimiter.clientAt("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(RateLimiter.clientAt("192.0.2.1")).isNotEqualTo(RateLimiter.clientAt("192.0.2.2"));
        assertThat(RateLimiter.clientAt("what:ever")).isEqualTo("what:ever");
    }

    @Test
    void theTimeToFillIsRoundedUp() {
        assertThat(new Limit(100, Duration.ofSeconds(1), 100).secondsToFill()).isEqualTo(1);
        assertThat(new Limit(100, Duration.ofSeconds(1), 101).secondsToFill()).isEqualTo(2);
        assertThat(new Limit(1, Duration.ofHours(1), 999_999_999).secondsToFill())
                .isEqualTo(3_599_999_996_400L);
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
