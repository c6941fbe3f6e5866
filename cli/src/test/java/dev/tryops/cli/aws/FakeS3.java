package dev.tryops.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Versioned buckets as S3 lists and empties them: pages by two markers, deletions by the thousand, errors by the key. */
public final class FakeS3 extends LoopbackAws {

    private static final int MOST = 1_000;

    /** Keys that stay, with the code that S3 says why. */
    public final Map<String, String> stuck = new HashMap<>();
    /** Keys that stay once. */
    public final Set<String> stuckOnce = new HashSet<>();
    /** Whether a listing that is to go on behind a key that is gone ends there, as on some servers. */
    public boolean losesItsPlace;
    /** So many deletions answer as a server that is too busy. */
    public int busy;
    /** So many deletions are served before the connection is cut. */
    public int cutAfter = Integer.MAX_VALUE;

    public String owner = "123456789012";
    private final Map<String, TreeMap<String, List<Version>>> buckets = new HashMap<>();
    private int versions;

    /** Newest first. */
    private record Version(String id, boolean marker) {}

    public FakeS3() throws IOException {}

    public FakeS3 bucket(String name) {
        buckets.put(name, new TreeMap<>());
        return this;
    }

    public void put(String bucket, String key) {
        add(bucket, key, false);
    }

    /** What a deletion without a version leaves. */
    public void mark(String bucket, String key) {
        add(bucket, key, true);
    }

    private void add(String bucket, String key, boolean marker) {
        buckets.get(bucket)
                .computeIfAbsent(key, ignored -> new ArrayList<>())
                .addFirst(new Version("v%08d".formatted(versions++), marker));
    }

    public Set<String> keys(String bucket) {
        return new HashSet<>(buckets.get(bucket).keySet());
    }

    @Override
    protected synchronized void answer(HttpExchange exchange, String body) throws IOException {
        String bucket = exchange.getRequestURI().getPath().split("/")[1];
        Map<String, String> query =
                query(String.valueOf(exchange.getRequestURI().getRawQuery()));
        String expected = exchange.getRequestHeaders().getFirst("x-amz-expected-bucket-owner");
        asked.add(exchange.getRequestMethod() + " " + bucket + " " + query.keySet());
        if (!isSignedFor(exchange, "s3") || !owner.equals(expected)) {
            fail(exchange, 403, "AccessDenied");
        } else if (!buckets.containsKey(bucket)) {
            fail(exchange, 404, "NoSuchBucket");
        } else if (exchange.getRequestMethod().equals("GET") && query.containsKey("versions")) {
            send(exchange, 200, "application/xml", list(buckets.get(bucket), query));
        } else if (exchange.getRequestMethod().equals("POST") && query.containsKey("delete")) {
            delete(exchange, buckets.get(bucket), body);
        } else {
            fail(exchange, 405, "MethodNotAllowed");
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        Stream.of(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> query.put(pair[0], pair.length == 2 ? URLDecoder.decode(pair[1], UTF_8) : ""));
        return query;
    }

    private String list(TreeMap<String, List<Version>> objects, Map<String, String> query) {
        int max = Math.min(MOST, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
        String keyMarker = query.getOrDefault("key-marker", "");
        String idMarker = query.getOrDefault("version-id-marker", "");
        if (losesItsPlace && !keyMarker.isEmpty() && !objects.containsKey(keyMarker)) {
            return "<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>";
        }
        StringBuilder xml = new StringBuilder("<ListVersionsResult><EncodingType>url</EncodingType>");
        int count = 0;
        String lastKey = "";
        String lastId = "";
        for (Map.Entry<String, List<Version>> object :
                objects.tailMap(keyMarker, true).entrySet()) {
            for (Version version : object.getValue()) {
                boolean before = object.getKey().equals(keyMarker)
                        && (idMarker.isEmpty() || version.id().compareTo(idMarker) >= 0);
                if (before) {
                    continue;
                }
                if (count++ == max) {
                    return xml
                            + "<IsTruncated>true</IsTruncated><NextKeyMarker>%s</NextKeyMarker><NextVersionIdMarker>%s</NextVersionIdMarker></ListVersionsResult>"
                                    .formatted(encoded(lastKey), lastId);
                }
                lastKey = object.getKey();
                lastId = version.id();
                xml.append("<%1$s><Key>%2$s</Key><VersionId>%3$s</VersionId>%4$s</%1$s>"
                        .formatted(
                                version.marker() ? "DeleteMarker" : "Version",
                                encoded(lastKey),
                                lastId,
                                version.marker() ? "" : "<Size>10</Size>"));
            }
        }
        return xml + "<IsTruncated>false</IsTruncated></ListVersionsResult>";
    }

    private void delete(HttpExchange exchange, TreeMap<String, List<Version>> objects, String body) throws IOException {
        if (busy > 0) {
            busy--;
            fail(exchange, 503, "SlowDown");
            return;
        }
        NodeList asked = objectsIn(body);
        if (asked.getLength() > MOST) {
            fail(exchange, 400, "MalformedXML");
            return;
        }
        if (cutAfter-- <= 0) {
            return; // closes the exchange without an answer
        }
        StringBuilder errors = new StringBuilder();
        for (int i = 0; i < asked.getLength(); i++) {
            Element one = (Element) asked.item(i);
            String key = text(one, "Key");
            String id = text(one, "VersionId");
            if (stuck.containsKey(key) || stuckOnce.remove(key)) {
                errors.append(
                        "<Error><Key>%s</Key><VersionId>%s</VersionId><Code>%s</Code><Message>it stays</Message></Error>"
                                .formatted(
                                        key.replace("&", "&amp;").replace("<", "&lt;"),
                                        id,
                                        stuck.getOrDefault(key, "InternalError")));
            } else if (objects.containsKey(key)) {
                objects.get(key).removeIf(version -> version.id().equals(id));
                objects.computeIfPresent(key, (ignored, left) -> left.isEmpty() ? null : left);
            }
        }
        send(exchange, 200, "application/xml", "<DeleteResult>" + errors + "</DeleteResult>");
    }

    private static NodeList objectsIn(String body) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new java.io.StringReader(body)))
                    .getElementsByTagName("Object");
        } catch (Exception e) {
            throw new AssertionError(body, e);
        }
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, UTF_8);
    }

    private static void fail(HttpExchange exchange, int status, String code) throws IOException {
        send(
                exchange,
                status,
                "application/xml",
                "<Error><Code>%s</Code><Message>said S3</Message></Error>".formatted(code));
    }
}
