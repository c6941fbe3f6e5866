package dev.tryops.api.tracing;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends one batch at a time, and can be told to give up on one that does not end. */
final class SenderThread extends ThreadPoolExecutor {

    private @Nullable Thread sending;

    SenderThread() {
        super(
                1,
                1,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1), // for the moment between the end of a batch and that of its task
                task -> Thread.ofPlatform().daemon().name("trace-sender").unstarted(task));
        allowCoreThreadTimeOut(true);
    }

    @Override
    protected synchronized void beforeExecute(Thread thread, Runnable task) {
        sending = thread;
    }

    @Override
    protected synchronized void afterExecute(Runnable task, @Nullable Throwable thrown) {
        sending = null;
    }

    synchronized void breakOff() {
        if (sending != null) {
            sending.interrupt();
        }
    }
}
