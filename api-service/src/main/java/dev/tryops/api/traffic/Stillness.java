package dev.tryops.api.traffic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * For how long nothing has happened on each of many connections, as regular looks tell. Tomcat stamps them with the time
 * of day and would close half of them when somebody sets the clock; here a stamp only tells, by being another than
 * before, that something has happened. How long ago is counted by a clock that nobody sets.
 *
 * <p>Time in which nobody could look counts as a second: while the process stood still, nobody was served either.
 */
final class Stillness<T> {

    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);

    private final ToLongFunction<T> stamp;
    private final LongSupplier nanos;
    private Map<T, Seen> seen = Map.of();
    private long last;
    private long now;

    /**
     * @param stamp of what happened last
     * @param nanos as {@link System#nanoTime} counts them
     */
    Stillness(ToLongFunction<T> stamp, LongSupplier nanos) {
        this.stamp = stamp;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** One look at every connection; those that are missing are forgotten. */
    void look(Collection<? extends T> connections) {
        long time = nanos.getAsLong();
        now += Math.min(time - last, LONGEST_STEP.toNanos());
        last = time;
        Map<T, Seen> next = HashMap.newHashMap(connections.size());
        for (T each : connections) {
            long stamped = stamp.applyAsLong(each);
            Seen before = seen.get(each);
            next.put(each, before != null && before.stamp == stamped ? before : new Seen(stamped, now));
        }
        seen = next;
    }

    /** From the look that saw the last change to the latest; zero if there was a change since. */
    Duration of(T connection) {
        @Nullable Seen before = seen.get(connection);
        return before == null || before.stamp != stamp.applyAsLong(connection)
                ? Duration.ZERO
                : Duration.ofNanos(now - before.since);
    }

    private record Seen(long stamp, long since) {}
}
