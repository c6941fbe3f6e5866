package dev.tryops.registry.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** One object as a stream. Reading gigabytes takes longer than connections last, so it goes on where one broke. */
final class ResumedObject extends InputStream {

    /** In a row: every byte that arrives gives new credit. */
    private static final int ATTEMPTS = 5;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String tag;
    private final long length;
    private final Optional<Instant> modified;
    private ResponseInputStream<GetObjectResponse> body;
    private long position;

    ResumedObject(S3Client client, String bucket, String key) throws IOException {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.body = request(0, null);
        this.tag = body.response().eTag();
        this.length = body.response().contentLength();
        this.modified = Optional.ofNullable(body.response().lastModified());
    }

    Optional<Instant> modified() {
        return modified;
    }

    private ResponseInputStream<GetObjectResponse> request(long from, @Nullable String expectedTag) throws IOException {
        try {
            return client.getObject(GetObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .ifMatch(expectedTag)
                    .range(from == 0 ? null : "bytes=" + from + "-")
                    .build());
        } catch (SdkException e) {
            throw S3Files.translated(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        for (int attempt = 1; position < length; attempt++) {
            int read = attempt(into, offset, count, attempt);
            if (read > 0) {
                position += read;
                return read;
            }
            body = request(position, tag);
        }
        return -1;
    }

    /** The bytes that arrived, or 0 or −1 where the connection broke and may be opened again. */
    private int attempt(byte[] into, int offset, int count, int attempt) throws IOException {
        try {
            int read = body.read(into, offset, count);
            if (read <= 0 && attempt == ATTEMPTS) {
                throw new IOException("the object ended after %,d of %,d bytes".formatted(position, length));
            }
            return read;
        } catch (IOException | SdkException e) {
            body.abort();
            if (attempt == ATTEMPTS) {
                throw new IOException("the connection broke after %,d of %,d bytes".formatted(position, length), e);
            }
            return 0;
        }
    }

    @Override
    public void close() {
        // What is left unread would otherwise be fetched to keep the connection.
        body.abort();
    }
}
