package dev.tryops.training.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The rows of a file as they are read, and the table that they make. */
final class CsvTable {

    private final String file;
    private final Header header;
    private final Optional<FeatureSchema> serving;
    private final TargetColumn target;
    private final List<FeatureColumn> features;
    private final Faults rowFaults = new Faults();
    private long rows;

    CsvTable(String file, Header header, Optional<FeatureSchema> serving) {
        this.file = file;
        this.header = header;
        this.serving = serving;
        this.target = new TargetColumn(header.names().get(header.target()));
        this.features = header.features().stream().map(FeatureColumn::new).toList();
    }

    void add(CsvRecord row) {
        rows++;
        long line = row.getStartingLineNumber();
        if (row.getFieldCount() != header.names().size()) {
            rowFaults.add(new Fault(
                    line,
                    "the row has %d fields, the header has %d"
                            .formatted(row.getFieldCount(), header.names().size()),
                    "Correct the row; a field with a comma in it needs quotes"));
            return;
        }
        int feature = 0;
        for (int i = 0; i < row.getFieldCount(); i++) {
            if (i == header.target()) {
                target.add(line, row.getField(i));
            } else {
                features.get(feature++).add(line, row.getField(i));
            }
        }
    }

    /** The finished table, or {@link BadData} with all that is wrong with it. */
    Dataset toDataset() {
        if (rows == 0) {
            throw new BadData(file + " has a header but no rows. Add rows.");
        }
        Faults faults = new Faults();
        faults.addAll(rowFaults);
        features.forEach(column -> column.report(faults));
        target.report(faults);
        faults.throwIfAny(file);
        double[][] columns = features.stream().map(FeatureColumn::values).toArray(double[][]::new);
        List<List<String>> noTexts = Collections.nCopies(columns.length, List.of());
        return Dataset.of(schema(), noTexts, columns, target.classes(), target.labels());
    }

    private FeatureSchema schema() {
        List<String> names = header.features();
        List<Feature> schema = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Optional<Dtype> known = serving.stream()
                    .flatMap(s -> s.features().stream())
                    .filter(feature -> feature.name().equals(name))
                    .map(Feature::dtype)
                    .findFirst();
            schema.add(new Feature(name, i, features.get(i).dtype(known), false));
        }
        return new FeatureSchema(schema);
    }
}
