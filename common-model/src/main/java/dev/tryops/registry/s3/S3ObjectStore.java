package dev.tryops.registry.s3;

import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.StoreUnavailable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket, or a prefix of one. {@code create} is a PUT with {@code If-None-Match: *}, {@code replace} one with
 * {@code If-Match}; both are single requests that the SDK never repeats, so that a lost answer stays visible. A tag is the
 * object's ETag, which under SSE-KMS is no digest of the bytes and is therefore never read as one.
 */
public final class S3ObjectStore implements ObjectStore {

    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9_=-][A-Za-z0-9._=-]*(/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)*");
    private static final int LARGEST_PAGE = 1_000;

    private final S3Clients clients;
    private final StoreLocation.Bucket location;
    private final String prefix;

    S3ObjectStore(S3Clients clients, StoreLocation.Bucket location) {
        this.clients = clients;
        this.location = location;
        this.prefix = location.prefix().isEmpty() ? "" : location.prefix() + "/";
    }

    @Override
    public Optional<Stored> read(String key) {
        return switch (get(key, null)) {
            case ReadOutcome.Found found -> Optional.of(found.object());
            case ReadOutcome.Absent absent -> Optional.empty();
            case ReadOutcome.Unchanged unchanged -> throw new IllegalStateException("Nothing was compared");
        };
    }

    @Override
    public ReadOutcome readIfChanged(String key, String tag) {
        return get(key, tag);
    }

    private ReadOutcome get(String key, @Nullable String unlessTag) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(location.name())
                .key(fullKey(key))
                .ifNoneMatch(unlessTag)
                .checksumMode(ChecksumMode.ENABLED)
                .build();
        try {
            return new ReadOutcome.Found(clients.reads().getObject(request, S3ObjectStore::whole));
        } catch (S3Exception e) {
            return switch (S3Fault.of(e)) {
                case NOT_MODIFIED -> new ReadOutcome.Unchanged();
                case NO_SUCH_KEY -> new ReadOutcome.Absent();
                default -> throw unavailable("read " + key, e);
            };
        } catch (SdkException e) {
            throw unavailable("read " + key, e);
        }
    }

    /** A body that breaks off or does not match its checksum must not pass for the object; the SDK then asks again. */
    private static Stored whole(GetObjectResponse response, AbortableInputStream in) {
        long length = response.contentLength();
        if (length > MAX_OBJECT_BYTES) {
            in.abort();
            throw new StoreUnavailable(
                    "An object has %d bytes, more than the %d that are read".formatted(length, MAX_OBJECT_BYTES));
        }
        byte[] bytes = read(in);
        if (bytes.length != length) {
            throw RetryableException.create("The body broke off after " + bytes.length + " of " + length + " bytes");
        }
        return new Stored(bytes, response.eTag());
    }

    private static byte[] read(AbortableInputStream in) {
        try {
            return in.readNBytes((int) MAX_OBJECT_BYTES);
        } catch (IOException e) {
            throw RetryableException.create("The body broke off", e);
        } catch (SdkClientException e) { // other bytes than those whose checksum S3 keeps
            throw RetryableException.create("The body is damaged", e);
        }
    }

    @Override
    public WriteOutcome create(String key, byte[] bytes) {
        return put(key, bytes, PutObjectRequest.builder().ifNoneMatch("*"));
    }

    @Override
    public WriteOutcome replace(String key, String tag, byte[] bytes) {
        return put(key, bytes, PutObjectRequest.builder().ifMatch(tag));
    }

    private WriteOutcome put(String key, byte[] bytes, PutObjectRequest.Builder condition) {
        PutObjectRequest request =
                condition.bucket(location.name()).key(fullKey(key)).build();
        return clients.conflicts().retry(() -> putOnce(key, request, bytes));
    }

    private WriteOutcome putOnce(String key, PutObjectRequest request, byte[] bytes) {
        try {
            PutObjectResponse response = clients.writes().putObject(request, RequestBody.fromBytes(bytes));
            return new WriteOutcome.Written(response.eTag());
        } catch (S3Exception e) {
            return switch (S3Fault.of(e)) {
                case PRECONDITION_FAILED, NO_SUCH_KEY -> new WriteOutcome.Refused();
                case NOT_ALLOWED -> throw unavailable("write " + key, e);
                case NOT_MODIFIED, CONFLICT, OTHER -> new WriteOutcome.Unknown(e);
            };
        } catch (SdkException e) {
            return new WriteOutcome.Unknown(e);
        }
    }

    @Override
    public List<String> keysUnder(String keyPrefix, @Nullable String after, int limit) {
        List<String> keys = new ArrayList<>();
        String last = after;
        while (keys.size() < limit) {
            int size = Math.min(LARGEST_PAGE, limit - keys.size());
            ListObjectsV2Response page = page(keyPrefix, last, size);
            page.contents().stream()
                    .map(S3Object::key)
                    .map(key -> key.substring(prefix.length()))
                    .filter(key -> KEY.matcher(key).matches())
                    .forEach(keys::add);
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                break;
            }
            last = page.contents().getLast().key().substring(prefix.length());
        }
        return keys;
    }

    private ListObjectsV2Response page(String keyPrefix, @Nullable String after, int size) {
        return ask(
                "list " + keyPrefix,
                () -> clients.reads()
                        .listObjectsV2(ListObjectsV2Request.builder()
                                .bucket(location.name())
                                .prefix(prefix + keyPrefix)
                                .startAfter(after == null ? null : prefix + after)
                                .maxKeys(size)
                                .build()));
    }

    @Override
    public void delete(String key) {
        String full = fullKey(key);
        ask(
                "delete " + key,
                () -> clients.reads()
                        .deleteObject(request -> request.bucket(location.name()).key(full)));
    }

    @Override
    public String uri(String key) {
        return "s3://" + location.name() + "/" + fullKey(key);
    }

    @Override
    public String name() {
        return location.name();
    }

    @Override
    public String toString() {
        return "s3://" + location.name() + "/" + prefix;
    }

    private <T> T ask(String action, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw unavailable(action, e);
        }
    }

    private String fullKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("Not a key: " + key);
        }
        return prefix + key;
    }

    private StoreUnavailable unavailable(String action, SdkException e) {
        return new StoreUnavailable("%s: cannot %s: %s".formatted(this, action, S3Fault.sentence(e)), e);
    }
}
