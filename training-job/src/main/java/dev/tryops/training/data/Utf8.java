package dev.tryops.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;

/** Finds the place in a file where it stops being UTF-8; a buffering decoder only knows that it does. */
final class Utf8 {

    private static final int CHUNK = 1 << 16;

    private Utf8() {}

    /** The number of the first line with malformed bytes, counted from 1; 0 if it cannot be told. */
    static long firstBadLine(DataFile file) {
        try (InputStream in = Bytes.unpacked(Bytes.of(file.open().bytes()))) {
            return firstBadLine(in);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long firstBadLine(InputStream in) throws IOException {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer characters = CharBuffer.allocate(CHUNK);
        long line = 1;
        boolean end = false;
        while (!end) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            end = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0)).flip();
            boolean malformed = decoder.decode(bytes, characters.clear(), end).isError();
            for (int i = 0; i < bytes.position(); i++) {
                line += bytes.get(i) == '\n' ? 1 : 0;
            }
            if (malformed) {
                return line;
            }
            bytes.compact();
        }
        return line;
    }
}
