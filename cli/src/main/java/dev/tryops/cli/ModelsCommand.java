package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(name = "models", description = "List the published versions, newest first.")
final class ModelsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Counts.class,
            defaultValue = "50",
            description = "At most N versions (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            defaultValue = "created",
            converter = OrderName.class,
            completionCandidates = OrderName.class,
            description = "created, accuracy, roc-auc or log-loss, best first (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Order order;

    @Option(
            names = "--schema",
            paramLabel = "HASH",
            description = "Only models of this schema; the first digits of its hash will do.")
    private String schema = "";

    ModelsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ModelRegistry registry = store.registry(console);
        Optional<ModelVersion> serving = registry.serving(store.environment(console)) instanceof PointerState.InForce p
                ? Optional.of(p.pointer().modelVersion())
                : Optional.empty();
        // Lazily: by time, and that is by name, little more than what is shown is read.
        Stream<Row> newestFirst = registry.versions()
                .sorted(Comparator.reverseOrder())
                .gather(Gatherers.mapConcurrent(
                        ModelRegistry.READS_AT_ONCE, version -> Row.of(version, registry.metadata(version), serving)))
                .filter(row -> row.hasSchema(schema));
        List<Row> rows = order.best(newestFirst, limit);
        if (output.json()) {
            OutputOption.print(console, rows);
        } else {
            print(rows);
        }
        return ExitCode.DONE.code();
    }

    private void print(List<Row> rows) {
        if (rows.isEmpty()) {
            console.out().println("No version is published yet. 'make train' trains one.");
            return;
        }
        Table table = new Table("VERSION", "CREATED", "ACCURACY", "ROC-AUC", "LOG-LOSS", "SCHEMA", "SERVING");
        for (Row row : rows) {
            table.add(
                    row.modelVersion.value(),
                    row.createdAt == null ? "unreadable" : row.createdAt.toString(),
                    figure(row.accuracy),
                    figure(row.rocAuc),
                    figure(row.logLoss),
                    row.schemaHash == null ? "-" : row.schemaHash.substring(0, Math.min(8, row.schemaHash.length())),
                    row.serving ? store.environment(console).value() : "");
        }
        table.print(console.out());
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** What comes first in the list. */
    enum Order {
        CREATED(null),
        ACCURACY(Comparator.comparing(Row::accuracy, Comparator.nullsLast(Comparator.reverseOrder()))),
        ROC_AUC(Comparator.comparing(Row::rocAuc, Comparator.nullsLast(Comparator.reverseOrder()))),
        LOG_LOSS(Comparator.comparing(Row::logLoss, Comparator.nullsLast(Comparator.naturalOrder())));

        private final @Nullable Comparator<Row> comparator;

        Order(@Nullable Comparator<Row> comparator) {
            this.comparator = comparator;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        List<Row> best(Stream<Row> newestFirst, int limit) {
            Stream<Row> ordered = comparator == null ? newestFirst : newestFirst.sorted(comparator);
            return ordered.limit(limit).toList();
        }
    }

    /** An order by the name that a person writes. */
    static final class OrderName extends ArrayList<String> implements ITypeConverter<Order> {
        OrderName() {
            super(Stream.of(Order.values()).map(Order::label).toList());
        }

        @Override
        public Order convert(String text) {
            return Stream.of(Order.values())
                    .filter(order -> order.label().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + text + "' is none of " + String.join(", ", this)));
        }
    }

    /** One version, as {@code --output json} shows it. */
    record Row(
            ModelVersion modelVersion,
            @Nullable Instant createdAt,
            @Nullable Double accuracy,
            @Nullable Double rocAuc,
            @Nullable Double logLoss,
            @Nullable String schemaHash,
            boolean serving) {

        boolean hasSchema(String beginning) {
            return beginning.isEmpty() || (schemaHash != null && schemaHash.startsWith(beginning));
        }

        static Row of(ModelVersion version, Optional<ModelMetadata> metadata, Optional<ModelVersion> serving) {
            boolean serves = serving.map(version::equals).orElse(false);
            return metadata.map(m -> new Row(
                            version,
                            m.createdAt(),
                            m.metrics().accuracy(),
                            m.metrics().rocAuc(),
                            m.metrics().logLoss(),
                            m.schema().schemaHash(),
                            serves))
                    .orElseGet(() -> new Row(version, null, null, null, null, null, serves));
        }
    }
}
