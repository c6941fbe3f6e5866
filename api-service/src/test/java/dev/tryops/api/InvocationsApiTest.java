package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /invocations} on a model of {@code age, debt_ratio, member}. */
class InvocationsApiTest {

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store, "--tryops.prediction.max-batch-size=3");
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30,0.2,1\n60,0.1,0\n",
                "30,0.2,1\r\n60,0.1,0",
                "30.0, 0.2 ,true\n6e1,.1,False\n",
                "\"30\",\"0.2\",\"TRUE\"\n+60,1e-1,0\n",
            })
    void csvInCsvOut(String csv) {
        Answer answer = csv("text/csv", csv);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv");
        assertThat(answer.header("X-Model-Version"))
                .isEqualTo(TestModels.version(1).value());
        assertThat(answer.text()).isEqualTo(single("30", "0.2", "true") + "\n" + single("60", "0.1", "false") + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'dataframe_split':{'index':[0,1],'columns':['age','debt_ratio','member'],'data':[[30,0.2,1],[60,0.1,0]]}}",
                "{'dataframe_split':{'data':[[true,30,0.2],[false,60,0.1]],'columns':['member','age','debt_ratio']}}",
                "{'dataframe_records':[{'age':30,'debt_ratio':0.2,'member':1},{'member':0,'debt_ratio':0.1,'age':60}]}",
                "{'instances':[{'age':30,'debt_ratio':0.2,'member':1},{'member':0,'debt_ratio':0.1,'age':60}]}",
                "{'instances':[[30,0.2,1],[60,0.1,0]]}",
                "{'inputs':[[30,0.2,1],[60,0.1,0]]}",
                "{'inputs':{'age':[30,60],'member':[true,false],'debt_ratio':[[0.2],[0.1]]}}",
            })
    void everyFormOfJsonIsTheSameRows(String json) {
        Answer answer = json(json);

        assertThat(answer.text())
                .isEqualTo(
                        "{\"predictions\":[" + single("30", "0.2", "true") + "," + single("60", "0.1", "false") + "]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`30,0.2`                     | /0 element_count",
                "`30,0.2,1,4`                 | /0 element_count",
                "`age,debt_ratio,member`      | /0/0 wrong_type;/0/1 wrong_type;/0/2 wrong_type",
                "`30.5,0.2,2`                 | /0/0 not_an_integer;/0/2 not_a_boolean",
                "`30,NaN,1`                   | /0/1 wrong_type",
                "`30,Infinity,1`              | /0/1 wrong_type",
                "`30,0x1p3,1`                 | /0/1 wrong_type",
                "`30,1f,1`                    | /0/1 wrong_type",
                "`30,1e39,1`                  | /0/1 out_of_range",
                "`true,0.2,1`                 | /0/0 wrong_type",
                "`,0.2,1`                     | /0/0 null_not_allowed",
                "``                           | empty_batch",
                "`30,0.2,1\n\n30,0.2,1`       | /1 element_count",
                "`\n30,0.2,1`                 | /0 element_count",
                "`30,0.2,1\n\n`               | /1 element_count",
                "`30,\"0.2,1`                 | malformed_csv",
            })
    void csvThatBreaksARuleIsRefused(String csv, String faults) {
        Answer answer = csv("text/csv", csv == null ? "" : csv);

        assertProblem(answer, 400);
        assertThat(faults(answer)).contains(faults.split(";"));
    }

    @Test
    void csvCountsRowsAndReadsUtf8Only() {
        assertThat(faults(csv("text/csv", "30,0.2,1\n".repeat(4)))).containsExactly("batch_too_large");
        assertThat(csv("text/csv", "30,0.2,1\n".repeat(3)).status()).isEqualTo(200);
        assertThat(faults(api.send(api.request("/invocations")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofByteArray("30,0.2,\u00e9".getBytes(StandardCharsets.ISO_8859_1))))))
                .contains("malformed_csv");
        assertThat(faults(csv("text/csv", "30,0." + "1".repeat(99) + ",1"))).containsExactly("/0/1 number_too_long");
        assertThat(faults(csv("text/csv", "\ufeff30,0.2,1"))).containsExactly("malformed_csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | missing_key",
                "[] | wrong_type",
                "x  | malformed_json",
                "{'instances':[]} | /instances empty_batch",
                "{'instances':7} | /instances wrong_type",
                "{'instances':[7]} | /instances/0 wrong_type",
                "{'instances':[[30,0.2]]} | /instances/0 element_count",
                "{'instances':[[30,0.2,1,1]]} | /instances/0 element_count",
                "{'instances':[['30',null,2]]} | /instances/0/0 wrong_type;/instances/0/1 null_not_allowed;/instances/0/2 not_a_boolean",
                "{'instances':[[30,0.2,1],[30,0.2,1],[30,0.2,1],[30,0.2,1]]} | /instances batch_too_large",
                "{'instances':[{'age':30}]} | /instances/0/debt_ratio missing_feature;/instances/0/member missing_feature",
                "{'instances':[{'age':30,'age':30}]} | /instances/0/age duplicate_key;/instances/0/member missing_feature",
                "{'instances':[{}]} | /instances/0 empty_object",
                "{'instances':[[30,0.2,1]],'instances':7,'x':1} | /instances duplicate_key;/x unknown_key",
                "{'x':1} | /x unknown_key;missing_key",
                "{'inputs':{'age':[30],'age':[31],'debt_ratio':['x']}} | /inputs/age duplicate_key;/inputs/debt_ratio/0 wrong_type;/inputs/member missing_feature",
                "{'dataframe_split':{'columns':['age','x'],'data':[['y',1]],'data':[],'z':1}} | /dataframe_split/columns/1 unknown_feature;/dataframe_split/data/0/0 wrong_type;/dataframe_split/data duplicate_key;/dataframe_split/z unknown_key;/dataframe_split/columns/debt_ratio missing_feature",
                "{'dataframe_split':{'columns':['age']}} | /dataframe_split/data missing_key;/dataframe_split/columns/member missing_feature",
                "{'dataframe_split':{'index':[{'a':1,'a':2}],'columns':7,'data':[[1]]}} | /dataframe_split/index/0/a duplicate_key;/dataframe_split/columns wrong_type",
                "{'instances':[[30,0.2,1]],'inputs':[[30,0.2,1]]} | /inputs unknown_key",
                "{'instances':[[30,0.2,1]],'x':1} | /x unknown_key",
                "{'dataframe_records':[[30,0.2,1]]} | /dataframe_records/0 wrong_type",
                "{'dataframe_records':[{'age':30,'debt_ratio':0.2,'member':1,'x':{'y':1}}]} | /dataframe_records/0/x unknown_feature",
                "{'dataframe_split':[]} | /dataframe_split wrong_type",
                "{'dataframe_split':{'columns':['age']}} | /dataframe_split/data missing_key",
                "{'dataframe_split':{'data':[[1]]}} | /dataframe_split/columns missing_key",
                "{'dataframe_split':{'columns':['age'],'data':[[30]]}} | /dataframe_split/columns/debt_ratio missing_feature;/dataframe_split/columns/member missing_feature",
                "{'dataframe_split':{'columns':['age','age','x',7],'data':[[1,1,1,1]]}} | /dataframe_split/columns/1 duplicate_key;/dataframe_split/columns/2 unknown_feature;/dataframe_split/columns/3 wrong_type",
                "{'dataframe_split':{'columns':['age','debt_ratio','member'],'data':[[30,0.2]]}} | /dataframe_split/data/0 element_count",
                "{'inputs':{'age':[30,60],'debt_ratio':[0.2],'member':[1,0]}} | /inputs/debt_ratio unequal_rows",
                "{'inputs':{'age':[30],'debt_ratio':[0.2]}} | /inputs/member missing_feature",
                "{'inputs':{'age':30,'debt_ratio':[0.2],'member':[1]}} | /inputs/age wrong_type",
                "{'inputs':{'age':[[30,31]],'debt_ratio':[0.2],'member':[1]}} | /inputs/age/0 element_count",
                "{'inputs':{}} | /inputs empty_batch",
            })
    void jsonThatBreaksARuleIsRefused(String json, String faults) {
        Answer answer = json(json);

        assertProblem(answer, 400);
        assertThat(faults(answer)).contains(faults.split(";"));
    }

    @Test
    void otherTypesAndMethodsAreRefused() {
        assertProblem(csv("text/plain", "30,0.2,1"), 415);
        assertProblem(csv("text/csv;charset=iso-8859-1", "30,0.2,1"), 415);
        assertProblem(api.send(api.request("/invocations").POST(BodyPublishers.ofString("30,0.2,1"))), 415);
        assertProblem(api.get("/invocations"), 405);
        assertThat(csv("text/csv; charset=utf-8", "30,0.2,1").status()).isEqualTo(200);
    }

    @Test
    void countsItsRows() {
        assertThat(csv("text/csv", "30,0.2,1\n60,0.1,1").status()).isEqualTo(200);

        assertThat(api.get("/metrics").text()).contains("prediction_requests_total{endpoint=\"/invocations\"");
    }

    private static Answer csv(String type, String csv) {
        return api.send(api.request("/invocations").header("Content-Type", type).POST(BodyPublishers.ofString(csv)));
    }

    private static Answer json(String json) {
        return api.post("/invocations", json.replace('\'', '"'));
    }

    private static String single(String age, String debtRatio, String member) {
        return api.post(
                        "/v1/predict",
                        "{\"features\":{\"age\":%s,\"debt_ratio\":%s,\"member\":%s}}".formatted(age, debtRatio, member))
                .json()
                .required("prediction")
                .toString();
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text()).doesNotContain("Exception", "dev.tryops", "tools.jackson", "fastcsv");
    }

    private static List<String> faults(Answer answer) {
        return answer.faults().stream().map(String::strip).toList();
    }
}
