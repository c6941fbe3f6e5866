package dev.tryops.training.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a file, whose first ones tell what it is; its name does not. */
final class Bytes extends BufferedInputStream {

    private static final int BUFFER = 1 << 16;
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private Bytes(InputStream in) {
        super(in, BUFFER);
    }

    static Bytes of(InputStream in) {
        return new Bytes(in);
    }

    boolean isParquet() throws IOException {
        return beginsWith(PARQUET);
    }

    boolean isGzip() throws IOException {
        return beginsWith(GZIP);
    }

    boolean isEmpty() throws IOException {
        return available() == 0;
    }

    /** The bytes themselves, or what they contain if they are gzip. */
    static InputStream unpacked(Bytes bytes) throws IOException {
        return bytes.isGzip() ? new WholeGzip(bytes, BUFFER) : bytes;
    }

    boolean beginsWith(byte[] magic) throws IOException {
        mark(magic.length);
        byte[] first = readNBytes(magic.length);
        reset();
        return Arrays.equals(first, magic);
    }

    /** A gzip stream takes 0 for the end of the file and would leave out the members that follow. */
    @Override
    public synchronized int available() throws IOException {
        int known = super.available();
        if (known > 0) {
            return known;
        }
        mark(1);
        int next = read();
        reset();
        return next < 0 ? 0 : 1;
    }
}
