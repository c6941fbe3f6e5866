package dev.tryops.api.predict;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An answer as bytes, written front to back: text that is known to be valid JSON, numbers and ids. */
public final class JsonBytes {

    private static final int START = 1_024;
    private static final int KEPT = 256 << 10;
    private static final int UUID_LENGTH = 36;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[START];
    private int length;

    public void clear() {
        length = 0;
    }

    public int length() {
        return length;
    }

    public JsonBytes raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    public JsonBytes raw(byte[] json, int count) {
        room(count);
        System.arraycopy(json, 0, bytes, length, count);
        length += count;
        return this;
    }

    public JsonBytes raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** The shortest decimal that gives the float again; it must be finite. */
    public JsonBytes number(float value) {
        return ascii(Float.toString(value));
    }

    /** The shortest decimal that gives the double again; it must be finite. */
    JsonBytes number(double value) {
        return ascii(Double.toString(value));
    }

    public JsonBytes uuid(long high, long low) {
        room(UUID_LENGTH);
        hex(high >>> 32, 8);
        bytes[length++] = '-';
        hex(high >>> 16, 4);
        bytes[length++] = '-';
        hex(high, 4);
        bytes[length++] = '-';
        hex(low >>> 48, 4);
        bytes[length++] = '-';
        hex(low, 12);
        return this;
    }

    private void hex(long value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 0xF];
        }
    }

    @SuppressWarnings("deprecation") // exactly the low bytes of ASCII text, without an array in between
    public JsonBytes ascii(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Lets go of memory that only an unusually large answer needed. */
    public void shrink() {
        if (bytes.length > KEPT) {
            bytes = new byte[START];
        }
        length = 0;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
