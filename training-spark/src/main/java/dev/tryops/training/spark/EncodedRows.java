package dev.tryops.training.spark;

import dev.tryops.training.fit.Encoding;
import dev.tryops.training.fit.RecordEncoder;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Turns staged records into what MLlib learns from, wherever they are read. */
record EncodedRows(Broadcast<Columns> columns) implements FlatMapFunction<Iterator<byte[]>, Row> {

    static final String CLASS = "class";
    static final String WEIGHT = "weight";
    static final String COLUMNS = "columns";

    static final StructType SCHEMA = new StructType()
            .add(CLASS, DataTypes.DoubleType, false)
            .add(WEIGHT, DataTypes.DoubleType, false)
            .add(COLUMNS, SQLDataTypes.VectorType(), false);

    /** What an executor has to know of the table. */
    record Columns(Encoding encoding, List<List<String>> categories, double[] classWeights) implements Serializable {}

    @Override
    public Iterator<Row> call(Iterator<byte[]> records) {
        Columns known = columns.value();
        RecordEncoder encoder = new RecordEncoder(known.encoding(), known.categories());
        double[] cells = new double[known.encoding().schema().size() + 1];
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(records, 0), false)
                .map(bytes -> {
                    ByteBuffer.wrap(bytes)
                            .order(StagedRows.ORDER)
                            .asDoubleBuffer()
                            .get(cells);
                    double klass = cells[cells.length - 1];
                    return RowFactory.create(
                            klass,
                            known.classWeights()[(int) klass],
                            Vectors.dense(encoder.encode(cells)).compressed());
                })
                .iterator();
    }
}
