package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tryops.api.OpenApi.Operation;
import dev.tryops.api.RunningApi.Answer;
import dev.tryops.registry.ModelBundle;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v3/api-docs}, held against OpenAPI's own schema and against the service that it describes. */
class OpenApiTest {

    private static final SchemaRegistry JSON_SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir
    static Path store;

    private static RunningApi api;
    private static OpenApi withoutModel;
    private static OpenApi withNumbers;
    private static OpenApi withTexts;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        withoutModel = new OpenApi(api.get("/v3/api-docs"));
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        withNumbers = docsOf(1);
        api.serve(withReport(MixedModel.bundle(TestModels.version(2))));
        withTexts = docsOf(2);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.get("/v1/monitoring/report").status() == 200);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void isAnOpenApiDocumentWithAndWithoutAModel() throws Exception {
        for (OpenApi docs : Set.of(withoutModel, withNumbers, withTexts)) {
            assertThat(OpenApi.metaSchema(JSON_SCHEMA).validate(docs.json())).isEmpty();
        }
    }

    @Test
    void theValidatorWouldSeeAFault() throws Exception {
        ObjectNode docs = (ObjectNode) withNumbers.json().deepCopy();
        ((ObjectNode) docs.at("/paths/~1v1~1predict/post")).put("respones", "misspelt");

        assertThat(OpenApi.metaSchema(JSON_SCHEMA).validate(docs)).isNotEmpty();
    }

    @Test
    void everySchemaInItIsOne() {
        for (OpenApi docs : Set.of(withoutModel, withNumbers, withTexts)) {
            assertThat(docs.schemas())
                    .hasSizeGreaterThan(30)
                    .allSatisfy(schema -> assertThat(JSON_SCHEMA
                                    .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                                    .validate(schema))
                            .isEmpty());
        }
    }

    @Test
    void everyReferenceInItLeadsSomewhere() {
        assertThat(withTexts.json().findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        ref -> assertThat(withTexts.json().at(ref.substring(1)).isMissingNode())
                                .as(ref)
                                .isFalse());
    }

    @Test
    void namesTheFeaturesOfTheLoadedModelOnly() {
        assertThat(withoutModel.features().has("properties")).isFalse();
        assertThat(withNumbers.features().required("properties").propertyNames())
                .containsExactly("age", "debt_ratio", "member");
        assertThat(withTexts.features().required("properties").propertyNames())
                .containsExactly("age", "region", "debt_ratio");
        assertThat(withoutModel.operations()).noneMatch(Operation::hasExample);
    }

    @Test
    void whatFiltersAnswerIsDocumentedWhereTheyStand() {
        for (Operation operation : withTexts.operations()) {
            JsonNode responses = withTexts.json().at(operation.at() + "/responses");
            boolean probe = Set.of("/health", "/ready", "/ping", "/v2/health/live", "/v2/health/ready")
                    .contains(operation.path());
            for (String status : Set.of("401", "403", "429")) {
                assertThat(responses.has(status)).as(operation + " " + status).isEqualTo(!probe);
            }
            assertThat(responses.has("408"))
                    .as(operation.toString())
                    .isEqualTo(operation.method().equals("post"));
        }
        assertThat(withTexts.json().has("security")).isFalse();
    }

    @Test
    void saysWhichCredentialsCountWhereTheyDo(@TempDir Path other) throws Exception {
        try (RunningApi closed = new RunningApi(
                other, "--tryops.authentication.api-keys=ci:sha256:" + ApiKeyTest.sha256("k".repeat(64)))) {
            Answer refused = closed.get("/v3/api-docs");
            OpenApi docs =
                    new OpenApi(closed.send(closed.request("/v3/api-docs").header("X-API-Key", "k".repeat(64))));

            assertThat(OpenApi.metaSchema(JSON_SCHEMA).validate(docs.json())).isEmpty();
            assertThat(docs.json().at("/components/securitySchemes").propertyNames())
                    .containsExactly("bearer", "apiKey");
            assertThat(docs.json().required("security").toString()).isEqualTo("[{\"bearer\":[]},{\"apiKey\":[]}]");
            assertThat(docs.json().at("/paths/~1health/get/security").toString())
                    .isEqualTo("[]");
            assertThat(docs.faults(docs.operation("get", "/v3/api-docs"), 401, refused))
                    .isEmpty();
        }
    }

    @Test
    void everyExampleIsAnsweredAsDocumented() {
        Set<String> answered = new TreeSet<>();
        for (Operation operation : withTexts.operations()) {
            if (operation.hasExample() && isBuilt(operation)) {
                Answer answer = api.post(
                        operation.concretePath(TestModels.version(2)),
                        operation.example().toString());

                assertThat(answer.status()).as(operation + " " + answer.text()).isEqualTo(200);
                assertThat(withTexts.faults(operation, 200, answer))
                        .as(answer.text())
                        .isEmpty();
                answered.add(operation.path());
            }
        }
        assertThat(answered).contains("/v1/predict", "/v1/predict/batch");
    }

    @Test
    void explanationsAndProblemsAreAsDocumentedToo() {
        Operation predict = withTexts.operation("post", "/v1/predict");
        Answer explained =
                api.post("/v1/predict?explain=true", predict.example().toString());
        Answer invalid = api.post("/v1/predict", "{\"features\":{\"age\":\"x\"}}");

        assertThat(explained.json().has("contributions")).isTrue();
        assertThat(withTexts.faults(predict, 200, explained)).isEmpty();
        assertThat(withTexts.faults(predict, 400, invalid)).isEmpty();
        assertThat(withTexts.faults(predict, 400, explained))
                .as("an answer is no problem")
                .isNotEmpty();
    }

    @Test
    void everyDocumentedOperationExistsAndEveryGetAnswersAsDocumented() {
        for (Operation operation : withTexts.operations()) {
            if (isBuilt(operation)) {
                Answer answer = api.send(api.request(operation.concretePath(TestModels.version(2)))
                        .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.noBody()));

                assertThat(answer.status()).as(operation.toString()).isNotIn(404, 405, 500);
                if (operation.method().equals("get")) {
                    assertThat(answer.status()).as(operation.toString()).isEqualTo(200);
                    assertThat(withTexts.faults(operation, 200, answer))
                            .as(operation.toString())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void everyRouteOfTheServiceIsDocumented() {
        Set<String> documented =
                withTexts.operations().stream().map(Operation::route).collect(Collectors.toSet());

        assertThat(mapped())
                .contains("post /v1/predict", "get /")
                .allSatisfy(route -> assertThat(documented).contains(route));
    }

    /** A group of routes counts as built as soon as one of them is. */
    private static boolean isBuilt(Operation operation) {
        return mapped().stream()
                .anyMatch(route -> route.endsWith(operation.group()) || route.contains(operation.group() + "/"));
    }

    private static ModelBundle withReport(ModelBundle bundle) {
        byte[] report = "<!DOCTYPE html><title>report</title>".getBytes(StandardCharsets.UTF_8);
        return new ModelBundle(
                bundle.onnx(), bundle.metadata(), bundle.baseline(), Optional.of(report), Optional.empty());
    }

    /**
     * Method and path of every mapped route, path variables without their names; {@code /error} is the container's, and
     * files of the console are not the API's.
     */
    private static Set<String> mapped() {
        return api
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(info -> info.getPatternValues().stream()
                        .filter(path -> !path.equals("/error") && !path.startsWith("/console/"))
                        .flatMap(path -> methods(info).map(method -> OpenApi.route(method.name(), path))))
                .collect(Collectors.toSet());
    }

    /** A mapping without methods takes them all, and so needs an entry for GET at least. */
    private static Stream<RequestMethod> methods(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? Stream.of(RequestMethod.GET)
                : methods.stream().filter(method -> method != RequestMethod.OPTIONS && method != RequestMethod.HEAD);
    }

    private static OpenApi docsOf(int version) {
        return new OpenApi(await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> api.get("/v3/api-docs"),
                        answer -> answer.header("X-Model-Version")
                                .equals(TestModels.version(version).value())));
    }
}
