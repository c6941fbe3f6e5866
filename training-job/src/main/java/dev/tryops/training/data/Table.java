package dev.tryops.training.data;

import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows as they are read. The first of them are held back until they have shown what kind of values each column has;
 * from then on a row is a row of numbers in the spill, or it is bad.
 */
final class Table {

    private final Header header;
    private final ReadOptions options;
    private final Set<Integer> declaredTexts;
    private final Optional<FeatureSchema> serving;
    private final BadRows bad;
    private final Spill spill;
    private final List<FeatureColumn> features = new ArrayList<>();
    private final TargetColumn target;
    private final boolean[] ruled;
    private final DuplicateRows duplicates = new DuplicateRows();
    private final List<String> warnings = new ArrayList<>();
    private final Head head;
    private final List<Problem> problems = new ArrayList<>();
    private final String[] texts;
    private final double[] cells;
    private boolean decided;
    private long rows;

    /** Where bad rows and good ones go. */
    record Sinks(BadRows bad, Spill spill) {}

    Table(
            Header header,
            Set<Integer> declaredTexts,
            ReadOptions options,
            Optional<FeatureSchema> serving,
            Sinks sinks) {
        this.header = header;
        this.declaredTexts = declaredTexts;
        this.options = options;
        this.serving = serving;
        this.head = new Head(header.names().size());
        this.bad = sinks.bad();
        this.spill = sinks.spill();
        this.target = new TargetColumn(options.target());
        for (int i = 0; i < header.features().length; i++) {
            features.add(new FeatureColumn(header.feature(i), options.missing(), served(header.feature(i))));
        }
        Set<String> ruledColumns = options.rules().columns();
        this.ruled = new boolean[header.names().size()];
        IntStream.range(0, ruled.length)
                .forEach(i -> ruled[i] = ruledColumns.contains(header.names().get(i)));
        this.texts = new String[features.size() + 1];
        this.cells = new double[features.size() + 1];
    }

    private Optional<Feature> served(String name) {
        return serving.stream()
                .flatMap(schema -> schema.features().stream())
                .filter(feature -> feature.name().equals(name))
                .findFirst();
    }

    Header header() {
        return header;
    }

    long rows() {
        return rows;
    }

    void add(String file, Row row) {
        rows++;
        if (decided) {
            take(file, row);
            return;
        }
        head.add(file, row);
        if (head.isFull()) {
            decide();
        }
    }

    private void decide() {
        for (int f = 0; f < features.size(); f++) {
            int position = header.features()[f];
            FeatureColumn column = features.get(f);
            ColumnKind.Census census = head.census(position);
            boolean text = declaredTexts.contains(position) || options.texts().contains(column.name());
            column.decide(text ? ColumnKind.TEXT : census.decide(served(column.name())));
            if (!text && column.isText() && census.looksLikeCodes()) {
                warnings.add("Column '%s' has whole numbers with leading zeros and is read as text, as codes are."
                        .formatted(column.name()));
            }
        }
        decided = true;
        head.release(this::take);
    }

    private void take(String file, Row row) {
        problems.clear();
        if (row.fields().size() == header.names().size()) {
            read(row);
        } else {
            problems.add(new Problem(
                    Reason.WRONG_NUMBER_OF_FIELDS,
                    new Fault(
                            row.line(),
                            "the row has %d fields, the header has %d"
                                    .formatted(
                                            row.fields().size(), header.names().size()),
                            "Correct the row; a field with a comma in it needs quotes")));
        }
        if (problems.isEmpty()) {
            keep();
        } else {
            bad.add(file, row, problems);
        }
    }

    private void read(Row row) {
        for (int f = 0; f < features.size(); f++) {
            texts[f] = row.fields().get(header.features()[f]).strip();
            cells[f] = features.get(f).read(row.line(), texts[f], problems);
            judge(row.line(), header.features()[f], texts[f]);
        }
        int last = features.size();
        texts[last] = row.fields().get(header.target()).strip();
        cells[last] = target.read(row.line(), texts[last], problems);
        judge(row.line(), header.target(), texts[last]);
    }

    private void judge(long line, int position, String text) {
        if (ruled[position] && !Literal.isMissing(text)) {
            options.rules().check(line, header.names().get(position), text).ifPresent(problems::add);
        }
    }

    private void keep() {
        for (int f = 0; f < features.size(); f++) {
            features.get(f).keep(texts[f], cells[f]);
        }
        target.keep(texts[features.size()], cells[features.size()]);
        duplicates.add(cells);
        spill.append(cells, cells.length);
    }

    /** The finished table, or {@link BadData} with all that is wrong with it. */
    Dataset finish(String source) {
        if (!decided) {
            decide();
        }
        if (rows == 0) {
            throw new BadData(source + " has a header but no rows. Add rows.");
        }
        Faults faults = new Faults();
        features.forEach(column -> column.withoutValues().ifPresent(faults::add));
        faults.throwIfAny(source);
        bad.requireFew(source, rows);
        if (spill.rows() == 0) {
            throw new BadData(source + ": every row is bad. Nothing is left to train on.");
        }
        if (spill.rows() > Integer.MAX_VALUE) {
            throw new BadData("%s has %,d rows, more than the %,d that can be trained on. Use a sample of them."
                    .formatted(source, spill.rows(), Integer.MAX_VALUE));
        }
        target.report(faults);
        faults.throwIfAny(source);
        return new Dataset(
                new FeatureSchema(IntStream.range(0, features.size())
                        .mapToObj(i -> features.get(i).feature(i))
                        .toList()),
                features.stream().map(FeatureColumn::categories).toList(),
                target.labels(),
                spill.map(),
                target.classOfSpelling());
    }

    /** What a person should know about {@code data}, which this table has become, before trusting a model of it. */
    List<String> warnings(Dataset data) {
        warnings.addAll(new ColumnChecks(data, features, options.target()).warnings());
        duplicates.warning(spill.rows()).ifPresent(warnings::add);
        return List.copyOf(warnings);
    }
}
