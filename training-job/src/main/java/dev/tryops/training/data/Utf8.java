package dev.tryops.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the place in a file where it stops being UTF-8; a buffering decoder only knows that it does. */
final class Utf8 {

    private Utf8() {}

    /** The number of the first line with malformed bytes, counted from 1; 0 if it cannot be told. */
    static long firstBadLine(Path file) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long number = 1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                if (!isValid(line.toByteArray())) {
                    return number;
                }
                line.reset();
                number++;
            }
            return number;
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isValid(byte[] line) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
