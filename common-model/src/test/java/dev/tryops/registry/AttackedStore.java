package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store in somebody else's hands. */
final class AttackedStore extends InMemoryObjectStore {

    final List<String> writes = new ArrayList<>();
    private @Nullable Boolean losing;

    void loseNextSignature(boolean landed) {
        losing = landed;
    }

    @Override
    public WriteOutcome create(String key, byte[] bytes) {
        Boolean landing = losing;
        if (landing != null && key.startsWith("signatures/")) {
            losing = null;
            if (landing) {
                super.create(key, bytes);
            }
            return new WriteOutcome.Unknown(new IOException("the answer was lost"));
        }
        writes.add(key);
        return super.create(key, bytes);
    }

    @Override
    public WriteOutcome replace(String key, String tag, byte[] bytes) {
        writes.add(key);
        return super.replace(key, tag, bytes);
    }

    byte[] bytes(String key) {
        return read(key).orElseThrow(() -> new AssertionError(key)).bytes();
    }

    void put(String key, byte[] bytes) {
        delete(key);
        super.create(key, bytes);
    }

    void edit(String key, UnaryOperator<String> edit) {
        String before = new String(bytes(key), UTF_8);
        String after = edit.apply(before);
        assertThat(after).isNotEqualTo(before);
        put(key, after.getBytes(UTF_8));
    }

    void flip(String key) {
        byte[] bytes = bytes(key).clone();
        bytes[bytes.length / 2] ^= 1;
        put(key, bytes);
    }

    /** Another letter in the value that follows {@code label}. */
    void flipInside(String key, String label) {
        edit(key, text -> {
            int at = text.indexOf(label) + label.length() + 20;
            return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
        });
    }
}
