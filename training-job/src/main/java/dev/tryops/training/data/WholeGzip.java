package dev.tryops.training.data;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What a gzip file contains, in all of its members. Java takes a member whose beginning is damaged for the end of the file,
 * and its rows would be missing without a word.
 */
final class WholeGzip extends GZIPInputStream {

    /** Checksum and length of a member: what is left of the last one when all is read. */
    private static final int TRAILER = 8;

    WholeGzip(Bytes bytes, int buffer) throws IOException {
        super(bytes, buffer);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (read < 0 && (inf.getRemaining() > TRAILER || in.available() > 0)) {
            throw new ZipException("bytes follow that are not gzip");
        }
        return read;
    }
}
