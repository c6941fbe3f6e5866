package dev.tryops.registry.s3;

import dev.tryops.registry.StoreLocation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The objects of any bucket, as files that are read from front to back and never held in memory. */
public final class S3Files {

    private final S3Client client;
    private final String bucket;

    private S3Files(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /**
     * What an object holds, and since when.
     *
     * @param modified when it was stored, where the server says so
     */
    public record Content(InputStream bytes, Optional<Instant> modified) {}

    /** The objects of {@code bucket}, with region and endpoint as for {@link Stores#open}. */
    public static S3Files in(String bucket, Map<String, String> environment) {
        StoreLocation.Bucket location = new StoreLocation.Bucket(bucket, "");
        return new S3Files(S3Clients.of(Stores.settings(location, environment)).reads(), bucket);
    }

    /** @param size in bytes; −1 where the server does not say */
    public record Stored(String key, long size) {}

    /** All objects whose keys begin with {@code prefix}, by key; {@link FileNotFoundException} if there is no such bucket. */
    public List<Stored> objects(String prefix) throws IOException {
        ListObjectsV2Request request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build();
        try {
            return client.listObjectsV2Paginator(request).contents().stream()
                    .map(object -> new Stored(object.key(), object.size() == null ? -1 : object.size()))
                    .sorted(Comparator.comparing(Stored::key))
                    .toList();
        } catch (SdkException e) {
            throw translated(e);
        }
    }

    /**
     * What is under {@code key}. A connection that breaks is taken up again where it broke, as long as the object is
     * still the same one; {@link FileNotFoundException} if there is no such object.
     */
    public Content open(String key) throws IOException {
        ResumedObject object = new ResumedObject(client, bucket, key);
        return new Content(object, object.modified());
    }

    /** Size, entity tag and time of the object under {@code key}; {@link FileNotFoundException} if there is none. */
    public String state(String key) throws IOException {
        try {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(bucket).key(key));
            return "%d bytes, %s of %s".formatted(head.contentLength(), head.eTag(), head.lastModified());
        } catch (SdkException e) {
            throw translated(e);
        }
    }

    static IOException translated(SdkException e) {
        if (e instanceof S3Exception answered && answered.statusCode() == 404) {
            FileNotFoundException absent = new FileNotFoundException(S3Fault.sentence(e));
            absent.initCause(e);
            return absent;
        }
        return new IOException(S3Fault.sentence(e), e);
    }
}
