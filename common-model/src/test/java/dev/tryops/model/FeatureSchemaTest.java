package dev.tryops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FeatureSchemaTest {

    @Test
    void hasTheHashOfTheContract() {
        JsonNode vector = Vectors.section("schema_hash");
        List<Feature> features = new ArrayList<>();
        for (JsonNode f : vector.required("structural_schema")) {
            features.add(new Feature(
                    f.required("name").asString(),
                    f.required("position").asInt(),
                    Dtype.valueOf(f.required("dtype").asString().toUpperCase(Locale.ROOT)),
                    f.required("nullable").asBoolean()));
        }

        FeatureSchema schema = new FeatureSchema(features);

        assertThat(schema.canonicalJson())
                .isEqualTo(vector.required("canonical").asString());
        assertThat(schema.hash()).isEqualTo(vector.required("schema_hash").asString());
    }

    @Test
    void hashChangesWithOrderNameTypeAndNullability() {
        String hash = schema(feature("a", 0), feature("b", 1)).hash();

        assertThat(List.of(
                        schema(feature("b", 0), feature("a", 1)).hash(),
                        schema(feature("a", 0), feature("c", 1)).hash(),
                        schema(feature("a", 0), new Feature("b", 1, Dtype.BOOL, false))
                                .hash(),
                        schema(feature("a", 0), new Feature("b", 1, Dtype.INT64, true))
                                .hash()))
                .doesNotContain(hash)
                .doesNotHaveDuplicates();
    }

    @Test
    void escapesNamesAsCanonicalJsonDoes() {
        assertThat(schema(feature("q\"\\\b\f\n\r\t\u0001ü😀/", 0)).canonicalJson())
                .contains("\"name\":\"q\\\"\\\\\\b\\f\\n\\r\\t\\u0001ü😀/\"");
    }

    @Test
    void refusesTwoFeaturesOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema(feature("a", 0), feature("a", 1)))
                .withMessageContaining("'a'");
    }

    @Test
    void refusesAPositionThatIsNotThePlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> schema(feature("a", 1)));
    }

    @Test
    void refusesMoreThanTwoThousandFeatures() {
        List<Feature> tooMany = IntStream.rangeClosed(0, 2_000)
                .mapToObj(i -> feature("f" + i, i))
                .toList();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSchema(tooMany))
                .withMessageContaining("2000");
    }

    @Test
    void refusesANameWithALoneSurrogate() {
        assertThatIllegalArgumentException().isThrownBy(() -> feature("a\ud800", 0));
    }

    private static FeatureSchema schema(Feature... features) {
        return new FeatureSchema(List.of(features));
    }

    private static Feature feature(String name, int position) {
        return new Feature(name, position, Dtype.INT64, false);
    }
}
