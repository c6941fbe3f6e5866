package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.predict.PredictionReader.Body;
import dev.tryops.api.predict.PredictionReader.Form;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.InputLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies go the short way; that both ways read the same is what the fuzz tests are for. */
class PlainReaderTest {

    private final InputLayout layout = new InputLayout(new FeatureSchema(List.of(
            new Feature("age", 0, Dtype.INT64, false),
            new Feature("ratio", 1, Dtype.FLOAT64, true),
            new Feature("owner", 2, Dtype.BOOL, false),
            new Feature("region", 3, Dtype.STRING, true))));
    private final PlainReader reader = new PlainReader();
    private final InferenceBuffers buffers = new InferenceBuffers();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"features\":{\"age\":35,\"ratio\":0.25,\"owner\":true,\"region\":\"north\"}}",
                " { \"features\" : { \"region\" : \"\" , \"owner\" : 0 ,\r\n\"ratio\" : -1.5e-3 , \"age\" : 8.0 } }\t",
                "{\"features\":{\"age\":-0,\"owner\":false,\"ratio\":null}}",
                "{\"features\":{\"age\":35,\"ratio\":123456789012345678901234567890,\"owner\":1e0}}"
            })
    void soundAsciiIsPlain(String body) {
        assertThat(rows(body, Form.SINGLE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"features\":{}}",
                "{\"features\t\":{\"age\":35,\"owner\":true}}",
                "{\"features \":{\"age\":35,\"owner\":true}}",
                "{\" features\":{\"age\":35,\"owner\":true}}",
                "{\"features\":{\"age \":35,\"owner\":true}}",
                "{\"features\":{\"age\":35,\"owner\":true,}}",
                "{\"features\":{\"age\":35,\"owner\":true}} x",
                "{\"features\":{\"age\":35,\"owner\":true}}\0",
                "{\"features\":{\"age\":35,\"owner\":true",
                "{\"features\":{\"age\":35,\"age\":35,\"owner\":true}}",
                "{\"features\":{\"age\":35}}",
                "{\"features\":{\"age\":35,\"owner\":true,\"other\":1}}",
                "{\"features\":{\"age\":35.5,\"owner\":true}}",
                "{\"features\":{\"age\":35,\"owner\":2}}",
                "{\"features\":{\"age\":035,\"owner\":true}}",
                "{\"features\":{\"age\":35.,\"owner\":true}}",
                "{\"features\":{\"age\":3e,\"owner\":true}}",
                "{\"features\":{\"age\":1e39,\"owner\":true}}",
                "{\"features\":{\"age\":\"35\",\"owner\":true}}",
                "{\"features\":{\"\\u0061ge\":35,\"owner\":true}}",
                "{\"features\":{\"age\":35,\"owner\":true,\"region\":\"nörd\"}}",
                "{\"features\":{\"age\":35,\"owner\":true,\"region\":\"a\tb\"}}",
                "{\"features\":{\"age\":35,\"owner\":true},\"more\":1}"
            })
    void whatMayBeAtFaultIsLeftToTheParser(String body) {
        assertThat(rows(body, Form.SINGLE)).isEqualTo(PlainReader.NOT_PLAIN);
    }

    @Test
    void batchesArePlainUpToTheirLimit() {
        String row = "{\"age\":35,\"owner\":true}";

        assertThat(rows("{\"instances\":[" + row + "," + row + "]}", Form.batchOf(2)))
                .isEqualTo(2);
        assertThat(rows("{\"instances\":[" + row + "," + row + "]}", Form.batchOf(1)))
                .isEqualTo(PlainReader.NOT_PLAIN);
        assertThat(rows("{\"instances\":[]}", Form.batchOf(1))).isEqualTo(PlainReader.NOT_PLAIN);
    }

    @Test
    void aRowLeavesNothingToTheNext() {
        rows("{\"features\":{\"age\":35,\"ratio\":0.5,\"owner\":true,\"region\":\"north\"}}", Form.SINGLE);
        rows("{\"features\":{\"age\":36,\"owner\":false}}", Form.SINGLE);

        assertThat(buffers.number(0, 0)).isEqualTo(36);
        assertThat(buffers.number(0, 1)).isNaN();
        assertThat(buffers.text(0, 0)).isEmpty();
    }

    private int rows(String body, Form form) {
        byte[] bytes = body.getBytes(UTF_8);
        buffers.begin(layout);
        return reader.read(new Body(bytes, bytes.length), form, layout, buffers);
    }
}
