package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Refusal;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Compare two versions: metrics, settings, schema and weights.")
final class DiffCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VERSION1", description = "The version to compare with.")
    @SuppressWarnings("NullAway.Init")
    private ModelVersion first;

    @Parameters(index = "1", paramLabel = "VERSION2", description = "The version to compare.")
    @SuppressWarnings("NullAway.Init")
    private ModelVersion second;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ModelRegistry registry = store.registry(console);
        FetchResult one = registry.fetch(first);
        FetchResult other = registry.fetch(second);
        if (one instanceof FetchResult.Fetched a && other instanceof FetchResult.Fetched b) {
            show(ModelDiff.of(a.metadata(), b.metadata()));
            return ExitCode.DONE.code();
        }
        complainOf(one);
        complainOf(other);
        return ExitCode.REFUSED.code();
    }

    private void complainOf(FetchResult result) {
        if (result instanceof Refusal refusal) {
            console.err().println(refusal);
        }
    }

    private void show(ModelDiff diff) {
        if (output.json()) {
            OutputOption.print(console, diff);
            return;
        }
        Table table = new Table("", first.value(), second.value(), "DIFFERENCE");
        diff.metrics()
                .forEach((name, figures) -> table.add(
                        name, figure(figures.first()), figure(figures.second()), signed(figures.difference())));
        diff.hyperparameters()
                .forEach((name, values) -> table.add(name, text(values.first()), text(values.second()), ""));
        table.add("schema", diff.sameSchema() ? "the same" : "another", "", "");
        diff.features().forEach((name, values) -> table.add(name, text(values.first()), text(values.second()), ""));
        for (ModelDiff.Weight weight : diff.weights()) {
            table.add(name(weight), figure(weight.first()), figure(weight.second()), signed(weight.difference()));
        }
        table.print(console.out());
    }

    private static String name(ModelDiff.Weight weight) {
        String category = weight.category() == null ? "" : "=" + weight.category();
        return "weight of %s%s for %s".formatted(weight.name(), category, weight.label());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
