package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose every feature may be missing. */
class NullableModelApiTest {

    @TempDir
    Path store;

    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(store);
        api.serve(NullableModel.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whatIsMissingCountsAsTheMeanAndExplainsNothing() {
        Answer answer = api.post("/v1/predict?explain=true", "{\"features\":{\"age\":null,\"debt_ratio\":0.2}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/contributions/features/age").asDouble()).isZero();
        assertThat(answer.json().at("/contributions/features/member").asDouble())
                .isZero();
        assertThat(answer.json().required("prediction"))
                .isEqualTo(api.post("/v1/predict", "{\"features\":{\"age\":45,\"debt_ratio\":0.2,\"member\":null}}")
                        .json()
                        .required("prediction"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/predict {'features':{}}",
                "/v1/predict/batch {'instances':[{}]}",
                "/invocations {'instances':[{}]}",
                "/invocations {'dataframe_records':[{}]}"
            })
    void anObjectWithoutAnyFeatureIsAMistakeAllTheSame(String request) {
        Answer answer = api.post(request.split(" ")[0], request.split(" ")[1].replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("empty_object");
    }

    @Test
    void anEmptyLineIsARowWhereTheModelHasOneFeature() {
        api.serve(NullableModel.onlyAge(TestModels.version(2)));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        api.get("/health").text().contains(TestModels.version(2).value()));

        String[] answers = csv("45\n\n30\n").text().split("\n");

        assertThat(answers).hasSize(3);
        assertThat(answers[1]).isEqualTo(answers[0]).isNotEqualTo(answers[2]);
        assertThat(csv("\n").text().lines()).hasSize(1);
    }

    private Answer csv(String csv) {
        return api.send(
                api.request("/invocations").header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
    }
}
