package dev.tryops.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.tryops.model.Sha256;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Amazon ECR as far as releases go: immutable tags, images by digest, and short pages. */
public final class FakeEcr extends LoopbackAws {

    private static final String TARGET = "AmazonEC2ContainerRegistry_V20150921.";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    public static final String ACCOUNT = "123456789012";

    /** Fewer than anybody asks for, as ECR may. */
    public int pageSize = 3;

    public boolean immutable = true;
    public int throttled;
    public boolean denying;
    /** Changes an answer on its way, by the name of the operation. */
    public final Map<String, Consumer<ObjectNode>> tampering = new LinkedHashMap<>();
    /** Runs before an operation, by its name: what somebody else does meanwhile. */
    public final Map<String, Runnable> meanwhile = new LinkedHashMap<>();

    private final Map<String, Map<String, Image>> repositories = new LinkedHashMap<>();

    /** An image in a repository. */
    public static final class Image {
        public final String digest;
        public final TreeSet<String> tags = new TreeSet<>();
        final String manifest;
        final Instant pushedAt;
        String status = "ACTIVE";
        String subject = "";
        final List<String> referrers = new ArrayList<>();

        Image(String manifest, Instant pushedAt) {
            this.manifest = manifest;
            this.pushedAt = pushedAt;
            this.digest = digestOf(manifest);
        }

        public void archive() {
            status = "ARCHIVED";
        }

        public void forgetReferrers() {
            referrers.clear();
        }

        public void refersTo(Image subject, String artifactType) {
            this.subject = subject.digest;
            subject.referrers.add(artifactType);
        }
    }

    public FakeEcr() throws IOException {}

    public FakeEcr repository(String name) {
        repositories.put(name, new LinkedHashMap<>());
        return this;
    }

    public Image push(String repository, Instant pushedAt, String... tags) {
        String manifest = "{\"schemaVersion\":2,\"of\":\"%s %s %s\"}".formatted(repository, pushedAt, List.of(tags));
        Image image = new Image(manifest, pushedAt);
        image.tags.addAll(List.of(tags));
        repositories.get(repository).put(image.digest, image);
        return image;
    }

    public Image image(String repository, String tag) {
        return only(repository, image -> image.tags.contains(tag));
    }

    public List<String> puts() {
        return asked.stream().filter(action -> action.startsWith("PutImage")).toList();
    }

    @Override
    protected void answer(HttpExchange exchange, String body) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String action = target.replace(TARGET, "");
        JsonNode request = JsonMapper.shared().readTree(body);
        asked.add(action + " " + request);
        try {
            if (throttled > 0) {
                throttled--;
                throw new Refusal("ThrottlingException", "Rate exceeded");
            }
            if (denying || !isSignedFor(exchange, "ecr")) {
                throw new Refusal("AccessDeniedException", "not authorized to perform: ecr:" + action);
            }
            Runnable other = meanwhile.remove(action);
            if (other != null) {
                other.run();
            }
            ObjectNode answer = answer(action, request);
            tampering.getOrDefault(action, ignored -> {}).accept(answer);
            json(exchange, 200, answer);
        } catch (Refusal refusal) {
            json(exchange, 400, NODES.objectNode().put("__type", refusal.type).put("message", refusal.getMessage()));
        }
    }

    private ObjectNode answer(String action, JsonNode request) {
        return switch (action) {
            case "DescribeRepositories" ->
                describe(request.at("/repositoryNames/0").asString());
            case "DescribeImages" -> images(request);
            case "BatchGetImage" -> manifest(request);
            case "PutImage" -> put(request);
            case "ListImageReferrers" -> referrers(request);
            default -> throw new Refusal("UnknownOperationException", action);
        };
    }

    private ObjectNode describe(String name) {
        in(name);
        ObjectNode answer = NODES.objectNode();
        answer.putArray("repositories")
                .addObject()
                .put("repositoryName", name)
                .put("registryId", ACCOUNT)
                .put("repositoryUri", ACCOUNT + ".dkr.ecr.us-east-1.amazonaws.com/" + name)
                .put("imageTagMutability", immutable ? "IMMUTABLE" : "MUTABLE");
        return answer;
    }

    private ObjectNode images(JsonNode request) {
        String name = request.path("repositoryName").asString();
        if (request.has("imageIds")) {
            return page(name, List.of(byId(name, request.at("/imageIds/0"))), 0, 1);
        }
        boolean tagged = request.at("/filter/tagStatus").asString("").equals("TAGGED");
        List<Image> all = in(name).values().stream()
                .filter(image -> !tagged || !image.tags.isEmpty())
                .toList();
        int from = Integer.parseInt(request.path("nextToken").asString("0"));
        int size = Math.min(pageSize, request.path("maxResults").asInt(100));
        return page(name, all, from, from + size);
    }

    private static ObjectNode page(String name, List<Image> all, int from, int to) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode details = answer.putArray("imageDetails");
        all.subList(from, Math.min(to, all.size())).forEach(image -> {
            ObjectNode detail = details.addObject()
                    .put("registryId", ACCOUNT)
                    .put("repositoryName", name)
                    .put("imageDigest", image.digest)
                    .put("imageStatus", image.status)
                    .put("imagePushedAt", image.pushedAt.toEpochMilli() / 1000.0);
            if (!image.subject.isEmpty()) {
                detail.put("subjectManifestDigest", image.subject);
            }
            if (!image.tags.isEmpty()) {
                ArrayNode tags = detail.putArray("imageTags");
                image.tags.forEach(tags::add);
            }
        });
        if (to < all.size()) {
            answer.put("nextToken", String.valueOf(to));
        }
        return answer;
    }

    private ObjectNode manifest(JsonNode request) {
        Image image = byId(request.path("repositoryName").asString(), request.at("/imageIds/0"));
        ObjectNode answer = NODES.objectNode();
        answer.putArray("images")
                .addObject()
                .put("imageManifest", image.manifest)
                .put("imageManifestMediaType", "application/vnd.oci.image.manifest.v1+json")
                .putObject("imageId")
                .put("imageDigest", image.digest);
        return answer;
    }

    private ObjectNode put(JsonNode request) {
        String name = request.path("repositoryName").asString();
        String digest = digestOf(request.path("imageManifest").asString());
        String tag = request.path("imageTag").asString();
        if (!digest.equals(request.path("imageDigest").asString())) {
            throw new Refusal("ImageDigestDoesNotMatchException", "the manifest has another digest");
        }
        for (Image image : in(name).values()) {
            if (image.tags.contains(tag)) {
                throw image.digest.equals(digest)
                        ? new Refusal("ImageAlreadyExistsException", "Image with this tag already exists")
                        : new Refusal("ImageTagAlreadyExistsException", "The tag is immutable");
            }
        }
        in(name).get(digest).tags.add(tag);
        ObjectNode answer = NODES.objectNode();
        answer.putObject("image")
                .putObject("imageId")
                .put("imageDigest", digest)
                .put("imageTag", tag);
        return answer;
    }

    private ObjectNode referrers(JsonNode request) {
        Image image = byId(request.path("repositoryName").asString(), request.path("subjectId"));
        ObjectNode answer = NODES.objectNode();
        ArrayNode referrers = answer.putArray("referrers");
        image.referrers.forEach(type -> referrers
                .addObject()
                .put("digest", digestOf(type))
                .put("mediaType", "application/vnd.oci.image.manifest.v1+json")
                .put("size", 1)
                .put("artifactType", type));
        return answer;
    }

    private Image byId(String repository, JsonNode id) {
        return only(
                repository,
                image -> id.has("imageDigest")
                        ? image.digest.equals(id.path("imageDigest").asString())
                        : image.tags.contains(id.path("imageTag").asString()));
    }

    private Image only(String repository, Predicate<Image> which) {
        return in(repository).values().stream()
                .filter(which)
                .findFirst()
                .orElseThrow(() -> new Refusal("ImageNotFoundException", "The image does not exist"));
    }

    private Map<String, Image> in(String repository) {
        if (!repositories.containsKey(repository)) {
            throw new Refusal("RepositoryNotFoundException", "The repository does not exist");
        }
        return repositories.get(repository);
    }

    private static String digestOf(String manifest) {
        return "sha256:" + Sha256.hex(manifest.getBytes(UTF_8));
    }
}
