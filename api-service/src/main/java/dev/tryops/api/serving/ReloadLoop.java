package dev.tryops.api.serving;

import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/** Polls from start to stop on a thread of its own, and tells log, metrics and health what came of it. */
final class ReloadLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReloadLoop.class);

    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    /** How often a process without a model looks: it cannot serve, so it does not wait for a long interval. */
    private static final Duration WITHOUT_A_MODEL = Duration.ofSeconds(2);

    private final ModelReloader reloader;
    private final ModelSlot slot;
    private final ServingMetrics metrics;
    private final ServingHealth health;
    private final Duration interval;
    private final ApplicationEventPublisher events;

    private volatile @Nullable ScheduledExecutorService thread;
    private @Nullable ReloadOutcome logged;

    ReloadLoop(
            ModelReloader reloader,
            ModelSlot slot,
            ServingMetrics metrics,
            ServingHealth health,
            Duration interval,
            ApplicationEventPublisher events) {
        this.reloader = reloader;
        this.slot = slot;
        this.metrics = metrics;
        this.health = health;
        this.interval = interval;
        this.events = events;
    }

    @Override
    public synchronized void start() {
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("model-reload").daemon().factory());
        // A look that is due later must not hold up the end.
        started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread = started;
        started.execute(this::pollAndGoOn);
    }

    private void pollAndGoOn() {
        pollSafely();
        slot.expire();
        boolean waiting = slot.use(model -> true).isEmpty() && interval.compareTo(WITHOUT_A_MODEL) > 0;
        Duration pause = jittered(waiting ? WITHOUT_A_MODEL : interval);
        try {
            schedule(pause);
        } catch (RejectedExecutionException e) {
            log.debug("Stopped while looking", e);
        }
    }

    /** Up to a tenth earlier, so that a fleet that started together does not ask together. */
    private static Duration jittered(Duration pause) {
        return pause.minusNanos(ThreadLocalRandom.current().nextLong(1 + pause.toNanos() / 10));
    }

    private void schedule(Duration pause) {
        ScheduledExecutorService running = thread;
        if (running != null) {
            running.schedule(this::pollAndGoOn, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Ends the polling, after a look that is under way: a model swapped in later would never be closed. What serves goes
     * on serving the requests that are still in flight.
     */
    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** A scheduled task that throws is never run again, so nothing may escape: no error of a native library either. */
    private void pollSafely() {
        try {
            poll();
        } catch (Throwable e) {
            log.error("Telling of a look for a new model failed; the loop goes on", e);
        }
    }

    private ReloadOutcome look() {
        try {
            return reloader.poll();
        } catch (Throwable e) {
            log.error("Looking for a new model failed unexpectedly; the loop goes on", e);
            return new ReloadOutcome.Failed("an unexpected " + e.getClass().getSimpleName());
        }
    }

    private void poll() {
        long start = System.nanoTime();
        ReloadOutcome outcome = look();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        metrics.record(outcome, took, slot);
        health.follow(outcome, isFallback());
        tell(outcome, took);
        events.publishEvent(new ReloadEnded(outcome, took));
        if (outcome instanceof ReloadOutcome.Swapped || outcome instanceof ReloadOutcome.FellBack) {
            slot.use(model -> new ModelSwapped(model.pointer().pointer(), model.role(), model.metadata()))
                    .ifPresent(events::publishEvent);
            expireInTime();
        }
    }

    /** The next look may be long after the replaced model's time is up. */
    private void expireInTime() {
        ScheduledExecutorService running = thread;
        if (running != null && !slot.keepsFor().isZero()) {
            running.schedule(slot::expire, slot.keepsFor().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private boolean isFallback() {
        return slot.use(model -> model.role() == ServingModel.Role.FALLBACK).orElse(false);
    }

    /** Each state once, when it begins; a refusal that is tried again once per attempt. */
    private void tell(ReloadOutcome outcome, Duration took) {
        switch (outcome) {
            case ReloadOutcome.Swapped swap ->
                log.atInfo()
                        .addKeyValue("model", swap.to())
                        .addKeyValue("from", swap.from().map(Object::toString).orElse("none"))
                        .addKeyValue("ms", took.toMillis())
                        .log("Model swapped");
            case ReloadOutcome.Refused refused -> warn(refused.refusal(), "Model refused; what serves goes on serving");
            case ReloadOutcome.FellBack fell -> {
                warn(fell.refusal(), "Model refused, and nothing served yet");
                log.atWarn().addKeyValue("model", fell.to()).log("An earlier revision serves in its place");
            }
            case ReloadOutcome.Failed failed
            when !failed.equals(logged) ->
                log.atWarn()
                        .addKeyValue("reason", Reason.STORE_UNAVAILABLE.code())
                        .addKeyValue("cause", failed.cause())
                        .log("The store cannot be read; looking again at every interval");
            case ReloadOutcome.NothingPromoted nothing
            when !nothing.equals(logged) -> log.info("No model has been promoted yet; waiting for one");
            case ReloadOutcome.Unchanged unchanged
            when logged instanceof ReloadOutcome.Failed -> log.info("The store can be read again");
            case ReloadOutcome.Failed failed -> {}
            case ReloadOutcome.NothingPromoted nothing -> {}
            case ReloadOutcome.Unchanged unchanged -> {}
            case ReloadOutcome.BackingOff backingOff -> {}
        }
        logged = outcome;
    }

    private static void warn(Refusal refusal, String message) {
        log.atWarn()
                .addKeyValue("reason", refusal.reason().code())
                .addKeyValue("detail", refusal.detail())
                .log(message);
    }
}
