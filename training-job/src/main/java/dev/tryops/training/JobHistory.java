package dev.tryops.training;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** What the repository knows of earlier runs. */
final class JobHistory {

    private static final String NUMBER = "run";

    private final JobRepository repository;
    private final Job job;
    private final RunIdentity identity;

    JobHistory(JobRepository repository, Job job, RunIdentity identity) {
        this.repository = repository;
        this.job = job;
        this.identity = identity;
    }

    /**
     * The number of the run to go on with, which died, or of a new one. Whoever asks holds the work directory, so what
     * the repository has as running in it runs no more.
     */
    long next() {
        long last = last();
        JobInstance instance = instance(last);
        JobExecution execution = instance == null ? null : repository.getLastJobExecution(instance);
        if (execution == null
                || execution.getStatus() == BatchStatus.COMPLETED
                || execution.getStatus() == BatchStatus.ABANDONED) {
            return last + 1;
        }
        declareDead(execution);
        return last;
    }

    /** Runs are numbered from 1 without gaps, so their number is found by halving. */
    private long last() {
        long low = 0;
        long high = 1;
        while (instance(high) != null) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (instance(middle) == null) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private @Nullable JobInstance instance(long number) {
        return number == 0 ? null : repository.getJobInstance(job.getName(), parameters(number));
    }

    JobParameters parameters(long number) {
        JobParametersBuilder builder = new JobParametersBuilder().addLong(NUMBER, number);
        identity.parts().forEach(builder::addString);
        return builder.toJobParameters();
    }

    /**
     * Batch's own recovery does this only once for an execution, and not for one whose status its repository could not
     * write down at the time.
     */
    private void declareDead(JobExecution execution) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (isOpen(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(LocalDateTime.now());
                repository.update(step);
            }
        }
        if (isOpen(execution.getStatus())) {
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(ExitStatus.FAILED);
            execution.setEndTime(LocalDateTime.now());
            repository.update(execution);
        }
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
