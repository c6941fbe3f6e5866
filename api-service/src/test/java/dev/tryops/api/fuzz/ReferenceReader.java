package dev.tryops.api.fuzz;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contract's input rules for native requests, written to be read and not to be fast; all else is held against it. */
public final class ReferenceReader {

    private static final int MAX_LITERAL = 100;

    private final FeatureSchema schema;
    private final Set<String> names;

    public ReferenceReader(FeatureSchema schema) {
        this.schema = schema;
        this.names = Set.copyOf(schema.names());
    }

    /** The row of {@code {"features": {…}}}, its cells in schema order; empty if the body is to be refused. */
    public Optional<List<List<Cell>>> single(byte[] body) {
        return accepted(() -> List.of(row(only(StrictJson.parse(body), "features"))));
    }

    /** The rows of {@code {"instances": [{…}…]}}; empty if the body is to be refused. */
    public Optional<List<List<Cell>>> batch(byte[] body, int maxRows) {
        return accepted(() -> {
            if (!(only(StrictJson.parse(body), "instances") instanceof Json.Arr(List<Json> items))) {
                throw new Refused("The instances are no array");
            }
            if (items.isEmpty() || items.size() > maxRows) {
                throw new Refused(items.size() + " instances");
            }
            List<List<Cell>> rows = new ArrayList<>();
            for (Json item : items) {
                rows.add(row(item));
            }
            return rows;
        });
    }

    private static Optional<List<List<Cell>>> accepted(Reading reading) {
        try {
            return Optional.of(reading.rows());
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    /** The value of an object's only member, which has this name. */
    private static Json only(Json body, String name) throws Refused {
        if (body instanceof Json.Obj(List<Json.Member> members)
                && members.size() == 1
                && members.getFirst().name().equals(name)) {
            return members.getFirst().value();
        }
        throw new Refused("The body is no object of nothing but " + name);
    }

    private List<Cell> row(Json row) throws Refused {
        if (!(row instanceof Json.Obj(List<Json.Member> members)) || members.isEmpty()) {
            throw new Refused("A row is no object of features");
        }
        Map<String, Json> values = new HashMap<>();
        for (Json.Member member : members) {
            if (values.put(member.name(), member.value()) != null || !names.contains(member.name())) {
                throw new Refused("Unknown, or given twice: " + member.name());
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (Feature feature : schema.features()) {
            cells.add(cell(feature, values.getOrDefault(feature.name(), new Json.Null())));
        }
        return cells;
    }

    private static Cell cell(Feature feature, Json value) throws Refused {
        return switch (value) {
            case Json.Null() -> missing(feature);
            case Json.Bool(boolean truth) -> bool(feature, truth);
            case Json.Num(String literal) -> number(feature, literal);
            case Json.Text(String text) -> text(feature, text);
            case Json.Obj _, Json.Arr _ -> throw new Refused("A feature is no object and no array");
        };
    }

    private static Cell missing(Feature feature) throws Refused {
        require(feature.nullable(), "A value is missing");
        return feature.dtype() == Dtype.STRING ? new Cell.Text("") : Cell.Float32.of(Float.NaN);
    }

    private static Cell bool(Feature feature, boolean truth) throws Refused {
        require(feature.dtype() == Dtype.BOOL, "A truth value for something else");
        return Cell.Float32.of(truth ? 1 : 0);
    }

    private static Cell text(Feature feature, String text) throws Refused {
        require(feature.dtype() == Dtype.STRING, "A text for something else");
        require(
                text.codePoints()
                        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)),
                "A text with NUL, or with half of a surrogate pair");
        return new Cell.Text(text);
    }

    private static Cell number(Feature feature, String literal) throws Refused {
        require(feature.dtype() != Dtype.STRING, "A number for a text");
        require(literal.length() <= MAX_LITERAL, "A literal that is too long");
        Decimal value = Decimal.of(literal);
        require(feature.dtype() == Dtype.FLOAT64 || value.isInteger(), "A fraction for an integer");
        float rounded = value.toFloat();
        require(Float.isFinite(rounded), "A number beyond float32");
        require(feature.dtype() != Dtype.BOOL || rounded == 0 || rounded == 1, "A number for a truth value");
        return Cell.Float32.of(rounded);
    }

    private static void require(boolean allowed, String otherwise) throws Refused {
        if (!allowed) {
            throw new Refused(otherwise);
        }
    }

    private interface Reading {
        List<List<Cell>> rows() throws Refused;
    }
}
