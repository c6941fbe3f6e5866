package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tryops.api.RunningApi.Answer;
import dev.tryops.registry.ModelBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/model/schema}, judged by a validator of JSON Schema. */
class SchemaApiTest {

    private static final SchemaRegistry JSON_SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final ModelBundle NUMBERS = TestModels.bundle(TestModels.version(1), 0);
    private static final ModelBundle MIXED = MixedModel.bundle(TestModels.version(2));

    @TempDir
    static Path store;

    private static RunningApi api;
    private static Answer withoutModel;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        withoutModel = api.get("/v1/model/schema");
        List.of(NUMBERS, MIXED).forEach(api.registry::publish);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void isUnavailableWithoutAModel() {
        assertThat(withoutModel.status()).isEqualTo(503);
        assertThat(withoutModel.header("Content-Type")).startsWith("application/problem+json");
        assertThat(withoutModel.header("Retry-After")).isNotEmpty();
    }

    @Test
    void isASchemaOfTheDraftItNames() {
        for (ModelBundle bundle : List.of(NUMBERS, MIXED)) {
            Answer answer = schemaOf(bundle);

            assertThat(answer.header("X-Model-Version"))
                    .isEqualTo(bundle.version().value());
            JsonNode json = answer.json();
            String dialect = json.required("$schema").asString();
            assertThat(dialect).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(JSON_SCHEMA.getSchema(SchemaLocation.of(dialect)).validate(json))
                    .isEmpty();
        }
    }

    @Test
    void describesTheFeaturesOfTheLoadedModel() {
        JsonNode numbers = schemaOf(NUMBERS).json();
        JsonNode mixed = schemaOf(MIXED).json();

        assertThat(numbers.required("properties").propertyNames()).containsExactly("age", "debt_ratio", "member");
        assertThat(texts(numbers.required("required"))).containsExactly("age", "debt_ratio", "member");
        assertThat(numbers.at("/properties/age/type").asString()).isEqualTo("integer");
        assertThat(numbers.at("/properties/age/description").asString()).contains("In training: 0 to 1");
        assertThat(numbers.at("/properties/debt_ratio/type").asString()).isEqualTo("number");
        assertThat(numbers.at("/x-schema-hash").asString()).isEqualTo(TestModels.SCHEMA.hash());
        assertThat(texts(mixed.required("required"))).containsExactly("age", "debt_ratio");
        assertThat(texts(mixed.at("/properties/region/type"))).containsExactly("string", "null");
        assertThat(texts(mixed.at("/properties/region/examples"))).containsExactlyElementsOf(MixedModel.REGIONS);
    }

    @Test
    void itsExampleIsAnswered() {
        for (ModelBundle bundle : List.of(NUMBERS, MIXED)) {
            JsonNode example = schemaOf(bundle).json().required("examples").get(0);

            assertThat(predict(example.toString()).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'age':30,'debt_ratio':0.2,'member':true}",
                "{'member':0,'debt_ratio':1,'age':-7}",
                "{'member':1.0,'debt_ratio':1e-3,'age':8.0}",
                "{'age':8.5,'debt_ratio':0.2,'member':true}",
                "{'age':'30','debt_ratio':0.2,'member':true}",
                "{'age':30,'debt_ratio':true,'member':true}",
                "{'age':30,'debt_ratio':null,'member':true}",
                "{'age':30,'debt_ratio':0.2,'member':2}",
                "{'age':30,'debt_ratio':0.2,'member':'true'}",
                "{'age':30,'debt_ratio':0.2}",
                "{'age':30,'debt_ratio':0.2,'member':true,'extra':1}",
                "{}",
                "[]"
            })
    void acceptsWhatTheServiceAccepts(String row) {
        assertAgreement(NUMBERS, row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'age':30,'region':'north','debt_ratio':0.2}",
                "{'age':30,'region':'never seen','debt_ratio':0.2}",
                "{'age':30,'region':null,'debt_ratio':0.2}",
                "{'age':30,'debt_ratio':0.2}",
                "{'age':30,'region':7,'debt_ratio':0.2}",
                "{'age':30,'region':false,'debt_ratio':0.2}",
                "{'region':'north','debt_ratio':0.2}"
            })
    void acceptsTextsAsTheServiceDoes(String row) {
        assertAgreement(MIXED, row);
    }

    private static void assertAgreement(ModelBundle bundle, String quoted) {
        String row = quoted.replace('\'', '"');
        Schema schema = JSON_SCHEMA.getSchema(schemaOf(bundle).json());

        boolean bySchema = schema.validate(JsonMapper.shared().readTree(row)).isEmpty();

        assertThat(predict(row).status()).isEqualTo(bySchema ? 200 : 400);
    }

    private static Answer schemaOf(ModelBundle bundle) {
        if (!api.get("/health").text().contains(bundle.version().value())) {
            api.promote(bundle.version());
        }
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> api.get("/v1/model/schema"),
                        answer -> answer.header("X-Model-Version")
                                .equals(bundle.version().value()));
    }

    private static Answer predict(String features) {
        return api.post("/v1/predict", "{\"features\":" + features + "}");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
