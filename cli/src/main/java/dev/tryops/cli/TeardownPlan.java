package dev.tryops.cli;

import dev.tryops.cli.aws.BucketContents;
import dev.tryops.cli.aws.Teardown;
import dev.tryops.deployment.EnvironmentFacts;
import dev.tryops.deployment.EnvironmentFacts.Chart;
import dev.tryops.deployment.EnvironmentFacts.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The steps of a teardown in their order, each with what is known of it. */
record TeardownPlan(List<Step> steps) {

    /** Who carries a step out, or that nobody needs to any more. */
    enum State {
        DONE,
        /** By the commands given, which this one does not run. */
        BY_HAND,
        /** By this command. */
        HERE
    }

    record Step(String step, State state, String says, List<String> commands) {}

    /** Refused as long as one is left: what answers behind it still reads the buckets. */
    static final String LOAD_BALANCER = "load-balancer";

    private static final String PLATFORM = "platform";
    private static final String BOOTSTRAP = "bootstrap";

    static TeardownPlan of(EnvironmentFacts facts, Teardown aws) {
        boolean cluster = aws.clusterExists();
        List<String> balancers = aws.loadBalancers();
        List<Teardown.Bucket> buckets = aws.buckets();
        List<Step> steps = new ArrayList<>();
        steps.add(charts("workloads", Purpose.WORKLOAD, facts, cluster));
        steps.add(charts("policies", Purpose.POLICIES, facts, cluster));
        steps.add(charts("kyverno", Purpose.ADMISSION, facts, cluster));
        steps.add(
                balancers.isEmpty()
                        ? new Step(LOAD_BALANCER, State.DONE, "none is left", List.of())
                        : new Step(
                                LOAD_BALANCER,
                                State.BY_HAND,
                                "goes with the workloads; left: " + String.join(", ", balancers),
                                List.of()));
        buckets.forEach(bucket -> steps.add(bucket(bucket)));
        steps.add(repositories(facts));
        steps.add(stacks(facts));
        return new TeardownPlan(steps);
    }

    boolean isBlocked() {
        return steps.stream().anyMatch(step -> step.step().equals(LOAD_BALANCER) && step.state() != State.DONE);
    }

    private static Step charts(String step, Purpose purpose, EnvironmentFacts facts, boolean cluster) {
        if (!cluster) {
            return new Step(step, State.DONE, "there is no cluster", List.of());
        }
        List<String> commands = facts.charts().reversed().stream()
                .filter(chart -> chart.purpose() == purpose)
                .map(TeardownPlan::uninstall)
                .toList();
        return commands.isEmpty()
                ? new Step(step, State.BY_HAND, "what the platform stack installed", List.of(destroy(facts, PLATFORM)))
                : new Step(step, State.BY_HAND, "AWS does not show whether they are gone", commands);
    }

    private static String uninstall(Chart chart) {
        return "helm uninstall %s --namespace %s --ignore-not-found --wait --timeout 15m"
                .formatted(chart.name(), chart.namespace());
    }

    private static Step bucket(Teardown.Bucket bucket) {
        String step = "bucket " + bucket.name();
        return bucket.contents()
                .map(contents -> contents.isEmpty()
                        ? new Step(step, State.DONE, "is empty", List.of())
                        : new Step(step, State.HERE, holds(contents), List.of()))
                .orElseGet(() -> new Step(step, State.DONE, "does not exist", List.of()));
    }

    private static String holds(BucketContents contents) {
        return String.format(
                Locale.ROOT,
                "holds %,d versions and %,d delete markers, %,d bytes",
                contents.versions(),
                contents.deleteMarkers(),
                contents.bytes());
    }

    private static Step repositories(EnvironmentFacts facts) {
        return new Step(
                "images",
                State.BY_HAND,
                "repositories with images in them are not destroyed",
                Stream.of(facts.repositories().api(), facts.repositories().training())
                        .map(name -> "aws ecr delete-repository --region %s --repository-name %s --force"
                                .formatted(facts.region(), name))
                        .toList());
    }

    private static Step stacks(EnvironmentFacts facts) {
        return new Step(
                "destroy",
                State.BY_HAND,
                "in this order; the bootstrap stack keeps the states and stays",
                facts.stacks().reversed().stream()
                        .filter(stack -> !stack.equals(BOOTSTRAP))
                        .map(stack -> destroy(facts, stack))
                        .toList());
    }

    /** Without the option {@code cdktf} refuses as long as a later stack is not among its arguments, destroyed or not. */
    private static String destroy(EnvironmentFacts facts, String stack) {
        return "(cd infra-cdktf && ENVIRONMENT=%s cdktf destroy %s --ignore-missing-stack-dependencies)"
                .formatted(facts.environment(), stack);
    }
}
