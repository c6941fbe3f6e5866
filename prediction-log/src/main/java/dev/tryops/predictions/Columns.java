package dev.tryops.predictions;

import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.tryops.model.InputLayout;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** The columns of a file of predictions, and the words about the file as a whole. */
final class Columns {

    static final String ID = "prediction_id";
    static final String AT = "predicted_at";
    static final String FEATURES = "features";
    static final String PROBABILITY = "probability";
    static final String CLASS = "predicted_class";
    static final String LABEL = "predicted_label";
    static final String PROBABILITIES = "probabilities";

    static final String VERSION = "tryops.model_version";
    static final String MANIFEST = "tryops.manifest_sha256";
    static final String SCHEMA = "tryops.schema_hash";
    static final String INSTANCE = "tryops.instance";
    static final String SERVICE = "tryops.service_version";

    /** Columns before the features. */
    static final int FIRST_FEATURE = 2;

    private Columns() {}

    /** The features lie between the first two columns and the last four, in the order of the layout's slots. */
    static MessageType of(InputLayout layout) {
        Types.GroupBuilder<org.apache.parquet.schema.GroupType> features = Types.requiredGroup();
        for (InputLayout.Slot slot : layout.slots()) {
            features = slot.isText()
                    ? features.optional(BINARY)
                            .as(stringType())
                            .named(slot.feature().name())
                    : features.optional(FLOAT).named(slot.feature().name());
        }
        return Types.buildMessage()
                .required(BINARY)
                .as(stringType())
                .named(ID)
                .required(INT64)
                .as(timestampType(true, TimeUnit.MILLIS))
                .named(AT)
                .addField(features.named(FEATURES))
                .required(FLOAT)
                .named(PROBABILITY)
                .required(INT32)
                .named(CLASS)
                .required(BINARY)
                .as(stringType())
                .named(LABEL)
                .requiredGroup()
                .as(listType())
                .repeatedGroup()
                .required(FLOAT)
                .named("element")
                .named("list")
                .named(PROBABILITIES)
                .named("prediction");
    }
}
