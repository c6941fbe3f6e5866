package dev.tryops.infra;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.tryops.infra.settings.Environments;
import dev.tryops.infra.settings.InfraSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was synthesized, read again: the only thing that tests of infrastructure look at. Changes make copies. */
public final class Synthesized {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<InfraSettings, Synthesized> KNOWN = new ConcurrentHashMap<>();

    private final SequencedMap<String, ObjectNode> stacks;
    private final JsonNode manifest;

    private Synthesized(SequencedMap<String, ObjectNode> stacks, JsonNode manifest) {
        this.stacks = stacks;
        this.manifest = manifest;
    }

    public static Synthesized production() {
        return of(Environments.PRODUCTION.settings());
    }

    /** The stacks of {@code settings}, synthesized once however often they are asked for. */
    public static Synthesized of(InfraSettings settings) {
        return KNOWN.computeIfAbsent(settings, key -> read(write(key, false)));
    }

    /** The stacks of {@code settings} that some rule objects to, so that deploying them would take an exception. */
    static Synthesized unjudged(InfraSettings settings) {
        return read(directory(directory -> {
            App app = new App(AppConfig.builder().outdir(directory.toString()).build());
            Stacks.of(app, settings, false);
            app.synth();
        }));
    }

    /** A new directory with what {@code synthesis} wrote there. */
    static Path directory(Consumer<Path> synthesis) {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "synth")), "out");
            synthesis.accept(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory in which the stacks of {@code settings} have been synthesized anew. */
    static Path write(InfraSettings settings, boolean stateInFile) {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "synth")), "out");
            InfraApp.synthesize(
                    settings,
                    stateInFile,
                    AppConfig.builder().outdir(directory.toString()).build());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Synthesized read(Path directory) {
        JsonNode manifest = JSON.readTree(directory.resolve("manifest.json"));
        SequencedMap<String, ObjectNode> stacks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> stack : manifest.path("stacks").properties()) {
            Path file = directory.resolve(
                    stack.getValue().path("synthesizedStackPath").asString());
            stacks.put(stack.getKey(), (ObjectNode) JSON.readTree(file));
        }
        return new Synthesized(stacks, manifest);
    }

    /** The whole of a stack's Terraform. */
    public JsonNode stack(String name) {
        JsonNode stack = stacks.get(name);
        if (stack == null) {
            throw new AssertionError("No stack is called " + name + ", only " + stacks.keySet());
        }
        return stack;
    }

    public List<String> stackNames() {
        return List.copyOf(stacks.keySet());
    }

    /** The names of the stacks that must be deployed before {@code stack}, as CDKTF has them. */
    public List<String> dependenciesOf(String stack) {
        return Resource.texts(manifest.path("stacks").path(stack).path("dependencies"))
                .toList();
    }

    /** Every resource and data source of every stack. */
    public List<Resource> resources() {
        return stacks.entrySet().stream()
                .flatMap(stack -> Stream.concat(
                        in(stack.getKey(), stack.getValue().path("resource"), ""),
                        in(stack.getKey(), stack.getValue().path("data"), "data.")))
                .toList();
    }

    /** All of a type, over all stacks; {@code data.aws_…} for data sources. */
    public List<Resource> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The only resource of its type. */
    public Resource resource(String type) {
        return only(type, resources(type));
    }

    /** The only resource of its type whose path ends so: {@code resource("aws_subnet", "network/public-a")}. */
    public Resource resource(String type, String pathEnd) {
        List<Resource> all = resources(type);
        List<Resource> there = all.stream()
                .filter(resource -> ("/" + resource.path()).endsWith("/" + pathEnd))
                .toList();
        return there.size() == 1 ? there.getFirst() : only(type + " at " + pathEnd, there.isEmpty() ? all : there);
    }

    private static Resource only(String what, List<Resource> there) {
        if (there.size() != 1) {
            throw new AssertionError("There should be exactly one %s. There is:%s"
                    .formatted(what, there.stream().map(found -> "\n  " + found).collect(Collectors.joining())));
        }
        return there.getFirst();
    }

    private static Stream<Resource> in(String stack, JsonNode types, String kind) {
        return types.properties().stream()
                .flatMap(type -> type.getValue().properties().stream()
                        .map(resource ->
                                new Resource(stack, kind + type.getKey(), resource.getKey(), resource.getValue())));
    }

    /** What {@code resource} refers to or depends on, of this stack and of those before it. */
    public List<Resource> references(Resource resource) {
        return new References(this).of(resource);
    }

    /** The one resource of {@code type} that {@code from} refers to. */
    public Resource referred(Resource from, String type) {
        return only(
                type + " that " + from + " refers to",
                references(from).stream()
                        .filter(resource -> resource.type().equals(type))
                        .toList());
    }

    /** The references of every resource. */
    public Map<Resource, List<Resource>> graph() {
        References references = new References(this);
        return resources().stream().collect(Collectors.toUnmodifiableMap(resource -> resource, references::of));
    }

    /** A copy with {@code value} at {@code pointer} in a stack; null removes what is there. */
    public Synthesized withChange(String stack, String pointer, @Nullable JsonNode value) {
        SequencedMap<String, ObjectNode> copies = new TreeMap<>();
        stacks.forEach((name, tree) -> copies.put(name, name.equals(stack) ? tree.deepCopy() : tree));
        change((ObjectNode) new Synthesized(copies, manifest).stack(stack), JsonPointer.compile(pointer), value);
        return new Synthesized(copies, manifest);
    }

    /** A copy in which {@code resource} has {@code value} at {@code pointer}; null removes it. */
    public Synthesized withChange(Resource resource, String pointer, @Nullable Object value) {
        return withChange(
                resource.stack(), resource.pointer() + pointer, value == null ? null : JSON.valueToTree(value));
    }

    /** A copy in which {@code from} in the text at {@code pointer} is {@code to}. */
    public Synthesized withText(Resource resource, String pointer, String from, String to) {
        String text = resource.at(pointer).asString();
        if (!text.contains(from)) {
            throw new IllegalArgumentException("%s has no %s at %s: %s".formatted(resource, from, pointer, text));
        }
        return withChange(resource, pointer, text.replace(from, to));
    }

    public Synthesized without(Resource resource) {
        return withChange(resource, "", null);
    }

    /** A copy with one more resource. */
    public Synthesized withResource(String stack, String type, String name, Map<String, ?> body) {
        return withChange(stack, "/resource/" + type + "/" + name, JSON.valueToTree(body));
    }

    private static void change(ObjectNode root, JsonPointer pointer, @Nullable JsonNode value) {
        JsonNode parent = parent(root, pointer.head());
        String last = pointer.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            int index = "-".equals(last) ? array.size() : Integer.parseInt(last);
            if (value == null) {
                array.remove(index);
            } else if (index == array.size()) {
                array.add(value);
            } else {
                array.set(index, value);
            }
        } else if (value == null) {
            if (((ObjectNode) parent).remove(last) == null) {
                throw new IllegalArgumentException("There is nothing to remove at " + pointer);
            }
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static JsonNode parent(ObjectNode root, JsonPointer pointer) {
        JsonNode node = root.at(pointer);
        return node.isMissingNode() ? root.withObject(pointer) : node;
    }

    /** All of it as text, for what must be nowhere. */
    public String text() {
        return JSON.writeValueAsString(stacks) + JSON.writeValueAsString(manifest);
    }

    Map<String, ObjectNode> stacks() {
        return Collections.unmodifiableMap(stacks);
    }
}
