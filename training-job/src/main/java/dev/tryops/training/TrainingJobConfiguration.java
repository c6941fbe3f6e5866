package dev.tryops.training;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The training job as a list of its steps. One application context runs it once. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(BatchAutoConfiguration.class)
class TrainingJobConfiguration {

    @Bean
    Steps steps(
            TrainingOptions options, Surroundings around, TrainingRun run, Checkpoints checkpoints, Terminal terminal) {
        return new Steps(
                new DataSteps(options, around, run, checkpoints, terminal::rows),
                new ModelSteps(options, around, run, checkpoints),
                new ReleaseSteps(options, around, run, checkpoints));
    }

    /** What each step of the job does. */
    record Steps(DataSteps data, ModelSteps model, ReleaseSteps release) {}

    @Bean
    Job training(
            TrainingOptions options, Surroundings around, Steps steps, JobRepository repository, Terminal terminal) {
        Stepping step = (name, work) -> step(repository, terminal, name, work);
        SimpleJobBuilder job = new JobBuilder("training", repository)
                .start(step.of("ingest", steps.data()::ingest))
                .next(step.of("split", steps.data()::split))
                .next(step.of("fit", steps.model()::fit))
                .next(step.of("evaluate", steps.model()::evaluate))
                .next(step.of("export", steps.model()::export))
                .next(step.of("parity", steps.model()::checkParity))
                .next(step.of("baseline", steps.model()::describe));
        if (around.verified().isPresent()) {
            return expected(terminal, job.next(step.of("compare", steps.release()::compare)));
        }
        job.next(step.of("gate", steps.release()::gate)).next(step.of("publish", steps.release()::publish));
        return expected(terminal, options.autoPromote() ? job.next(step.of("promote", steps.release()::promote)) : job);
    }

    private static Job expected(Terminal terminal, SimpleJobBuilder built) {
        Job job = built.build();
        if (job instanceof AbstractJob steps) {
            terminal.expect(List.copyOf(steps.getStepNames()));
        }
        return job;
    }

    private static Step step(JobRepository repository, Terminal terminal, String name, Supplier<String> work) {
        return new StepBuilder(name, repository)
                // What a step left may have gone with its process; the step itself knows whether it was kept.
                .allowStartIfComplete(true)
                .tasklet((contribution, chunk) -> {
                    terminal.during(name, work);
                    return RepeatStatus.FINISHED;
                })
                .build();
    }

    private interface Stepping {
        Step of(String name, Supplier<String> work);
    }
}
