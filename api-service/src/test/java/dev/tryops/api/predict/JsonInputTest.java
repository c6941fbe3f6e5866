package dev.tryops.api.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "東京", "\uffff", "😀", "\udbff\udfff"})
    void takesUtf8(String text) {
        assertThat(isUtf8(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // no beginning
                "c3", // no end
                "c080",
                "c181",
                "e08181",
                "e09fbf",
                "f0808181",
                "f08282ac", // longer than need be
                "eda080",
                "eda0bdedb880", // halves of a surrogate pair
                "f4908080",
                "f5808080", // beyond Unicode
            })
    void refusesWhatOnlyLooksLikeUtf8(String hex) {
        assertThat(isUtf8(HexFormat.of().parseHex(hex))).isFalse();
    }

    @Test
    void looksNoFurtherThanTheBodyGoes() {
        assertThat(JsonInput.isUtf8(new byte[] {'{', '}', (byte) 0x80}, 2)).isTrue();
    }

    private static boolean isUtf8(byte[] inside) {
        byte[] bytes = new byte[inside.length + 4];
        bytes[0] = '[';
        bytes[1] = '"';
        System.arraycopy(inside, 0, bytes, 2, inside.length);
        bytes[bytes.length - 2] = '"';
        bytes[bytes.length - 1] = ']';
        return JsonInput.isUtf8(bytes, bytes.length);
    }
}
