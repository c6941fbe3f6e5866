package dev.tryops.predictions;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A Parquet file in memory, and the codec of its pages. */
final class ParquetOutput extends PositionOutputStream implements OutputFile {

    private static final int CHUNK = 256 << 10;

    /** Chunks, because one array that grows takes up to three times the memory of what is in it. */
    private final List<byte[]> chunks = new ArrayList<>();

    private long position;

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        int written = 0;
        while (written < length) {
            int at = (int) (position % CHUNK);
            if (at == 0) {
                chunks.add(new byte[CHUNK]);
            }
            int now = Math.min(length - written, CHUNK - at);
            System.arraycopy(source, offset + written, chunks.getLast(), at, now);
            written += now;
            position += now;
        }
    }

    byte[] toByteArray() {
        byte[] all = new byte[Math.toIntExact(position)];
        for (int i = 0; i < chunks.size(); i++) {
            int at = i * CHUNK;
            System.arraycopy(chunks.get(i), 0, all, at, Math.min(CHUNK, all.length - at));
        }
        return all;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    /** Zstandard at its fastest: gzip makes larger pages of the same rows, and takes seven times as long. */
    static final class Zstandard implements BytesInputCompressor {

        private static final int FASTEST = 1;

        @Override
        public BytesInput compress(BytesInput input) throws IOException {
            return BytesInput.from(Zstd.compress(input.toByteArray(), FASTEST));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }
}
