package dev.tryops.registry;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.ModelVersion;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The one translation between artifacts and their bytes: snake_case, two-space indent, unknown fields ignored, duplicate
 * keys refused.
 */
public final class ArtifactJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // An artifact's fields are its record's components; a method named isX is not one.
            .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .addModule(scalars())
            .addMixIn(FeatureStatistics.class, TaggedByType.class)
            .build();

    private ArtifactJson() {}

    /** The bytes of any artifact or list of artifacts. */
    public static byte[] encode(Object artifact) {
        return MAPPER.writeValueAsBytes(artifact);
    }

    /** The artifact in {@code bytes}; {@code key} is named if they hold none. */
    public static <T> T decode(byte[] bytes, Class<T> type, String key) throws CorruptArtifact {
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new CorruptArtifact(key, "is null");
            }
            return value;
        } catch (JacksonException e) {
            throw new CorruptArtifact(key, firstFault(e));
        }
    }

    static ServingPointer decodePointer(byte[] bytes, String key) throws CorruptArtifact {
        try {
            return decode(bytes, PointerJson.class, key).toPointer();
        } catch (IllegalArgumentException e) {
            throw new CorruptArtifact(key, e.getMessage());
        } catch (NullPointerException e) {
            throw new CorruptArtifact(key, "a list holds null");
        }
    }

    private static String firstFault(JacksonException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        if (cause instanceof NullPointerException) {
            // The message of our own checks is the field's name; that of a null in a list says nothing of use.
            String field = cause.getMessage();
            return field != null && field.matches("[a-z0-9_]+")
                    ? "the field " + field + " is missing"
                    : "a required field is missing";
        }
        return "line %d, column %d: %s"
                .formatted(
                        e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                        e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                        e.getOriginalMessage());
    }

    private static SimpleModule scalars() {
        return new SimpleModule("tryops-scalars")
                .addSerializer(new AsText<>(ModelVersion.class, ModelVersion::value))
                .addSerializer(new AsText<>(EnvironmentName.class, EnvironmentName::value))
                .addSerializer(new LabelWriter())
                .addDeserializer(ModelVersion.class, new FromText<>(ModelVersion.class, ModelVersion::new))
                .addDeserializer(EnvironmentName.class, new FromText<>(EnvironmentName.class, EnvironmentName::new))
                .addDeserializer(Instant.class, new FromText<>(Instant.class, ArtifactJson::instant))
                .addDeserializer(ClassLabel.class, new LabelReader());
    }

    /** ISO-8601; a time without an offset, as the reference system wrote it, is UTC. */
    private static Instant instant(String text) {
        try {
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not an ISO-8601 time: '" + text + "'", e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = FeatureStatistics.Numeric.class, name = "numeric"),
        @JsonSubTypes.Type(value = FeatureStatistics.Categorical.class, name = "categorical")
    })
    private interface TaggedByType {}

    private static final class AsText<T> extends StdSerializer<T> {
        private final Function<T, String> text;

        AsText(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(text.apply(value));
        }
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private final Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            String text = in.getValueAsString();
            if (text == null || in.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(handledType(), "expected a string");
            }
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(handledType(), "%s", e.getMessage());
            }
        }
    }

    private static final class LabelWriter extends StdSerializer<ClassLabel> {
        LabelWriter() {
            super(ClassLabel.class);
        }

        @Override
        public void serialize(ClassLabel label, JsonGenerator out, SerializationContext context) {
            if (label.numeric()) {
                out.writeNumber(new BigDecimal(label.text()));
            } else {
                out.writeString(label.text());
            }
        }
    }

    private static final class LabelReader extends StdDeserializer<ClassLabel> {
        LabelReader() {
            super(ClassLabel.class);
        }

        @Override
        public ClassLabel deserialize(JsonParser in, DeserializationContext context) {
            return switch (in.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ClassLabel.ofNumber(in.getString());
                case VALUE_STRING -> ClassLabel.ofText(in.getString());
                default -> (ClassLabel) context.reportInputMismatch(ClassLabel.class, "expected a string or a number");
            };
        }
    }
}
