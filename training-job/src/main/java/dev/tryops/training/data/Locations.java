package dev.tryops.training.data;

import dev.tryops.model.Sha256;
import dev.tryops.registry.s3.S3Files;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where rows are, as a caller names it: files, globs, directories and {@code s3://bucket/key}, where the key may also be
 * a prefix or a glob.
 */
public final class Locations {

    private static final Pattern BUCKET = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    private static final Pattern DATA = Pattern.compile("(?s).*\\.(csv|csv\\.gz|parquet)");

    private final List<String> names;
    private final Map<String, S3Files> buckets;

    /** Locations that are not in a bucket. */
    public Locations(Path... paths) {
        this(Stream.of(paths).map(Path::toString).toList(), Map.of());
    }

    /** Region and endpoint of buckets are among {@code variables}; what is wrong is an {@link IllegalArgumentException}. */
    public Locations(List<String> names, Map<String, String> variables) {
        this.names = List.copyOf(names);
        this.buckets = new LinkedHashMap<>();
        names.stream()
                .filter(Locations::isRemote)
                .map(name -> bucket(name).group(1))
                .forEach(bucket -> buckets.computeIfAbsent(bucket, b -> S3Files.in(b, variables)));
        names.stream().filter(name -> !isRemote(name)).forEach(Locations::requirePath);
    }

    private static void requirePath(String name) {
        try {
            var _ = Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--data is no path: " + e.getMessage(), e);
        }
    }

    private static boolean isRemote(String name) {
        return name.startsWith("s3://");
    }

    private static Matcher bucket(String name) {
        Matcher matcher = BUCKET.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not in a bucket: '" + name + "'. Use --data s3://bucket/key");
        }
        return matcher;
    }

    /** The files, each once, sorted by name. */
    List<DataFile> files() throws IOException {
        Map<String, DataFile> files = new LinkedHashMap<>();
        for (String name : names) {
            for (DataFile file : isRemote(name) ? remote(name) : local(Path.of(name))) {
                files.put(file.name(), file);
            }
        }
        return files.values().stream()
                .sorted(Comparator.comparing(DataFile::name))
                .toList();
    }

    /**
     * What the files are now, without reading them: another answer says that one may have changed. {@link BadData} where
     * there are none.
     */
    public String fingerprint() {
        try {
            MessageDigest digest = Sha256.newDigest();
            for (DataFile file : files()) {
                digest.update("%s\n%s\n".formatted(file.name(), file.state()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | UncheckedIOException e) {
            throw new BadData("%s cannot be listed: %s.".formatted(this, e.getMessage()));
        }
    }

    private static List<DataFile> local(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return required(inDirectory(path), path + " has no file that ends with .csv, .csv.gz or .parquet in it");
        }
        return Files.exists(path) || !isGlob(path.toString())
                ? List.of(new DataFile.Local(path))
                : required(matching(path), "No file matches " + path);
    }

    private static List<DataFile> inDirectory(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> DATA.matcher(file.toString()).matches() && !Files.isDirectory(file))
                    .<DataFile>map(DataFile.Local::new)
                    .toList();
        }
    }

    private static List<DataFile> matching(Path glob) throws IOException {
        Path root = glob;
        while (root.getParent() != null && isGlob(root.toString())) {
            root = root.getParent();
        }
        Path start = isGlob(root.toString()) ? Path.of("") : root;
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        PathMatcher matcher = matcher(glob.toString());
        int depth = glob.toString().contains("**") ? Integer.MAX_VALUE : glob.getNameCount();
        try (Stream<Path> files = Files.walk(start, depth)) {
            return files.filter(file -> matcher.matches(file) && Files.isRegularFile(file))
                    .<DataFile>map(DataFile.Local::new)
                    .toList();
        }
    }

    private List<DataFile> remote(String name) throws IOException {
        Matcher parts = bucket(name);
        String key = Optional.ofNullable(parts.group(2)).orElse("");
        S3Files bucket = Optional.ofNullable(buckets.get(parts.group(1))).orElseThrow();
        Matcher glob = GLOB.matcher(key);
        List<S3Files.Stored> objects;
        try {
            objects = bucket.objects(glob.find() ? key.substring(0, glob.start()) : key);
        } catch (FileNotFoundException e) {
            throw new BadData("%s: there is no such bucket. Check --data.".formatted(name));
        }
        return required(
                chosen(objects, key).stream()
                        .<DataFile>map(o -> new DataFile.Remote(
                                bucket, o.key(), "s3://" + parts.group(1) + "/" + o.key(), o.size()))
                        .toList(),
                name + " names no object, and no prefix of one that ends with .csv, .csv.gz or .parquet");
    }

    private static List<S3Files.Stored> chosen(List<S3Files.Stored> objects, String key) {
        Optional<S3Files.Stored> itself =
                objects.stream().filter(o -> o.key().equals(key)).findFirst();
        if (itself.isPresent()) {
            return List.of(itself.get());
        }
        if (isGlob(key)) {
            PathMatcher matcher = matcher(key);
            return objects.stream()
                    .filter(o -> matcher.matches(Path.of(o.key())))
                    .toList();
        }
        return objects.stream().filter(o -> DATA.matcher(o.key()).matches()).toList();
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new BadData(
                    "%s does not exist, and is no glob either: %s. Check --data.".formatted(glob, e.getDescription()));
        }
    }

    private static boolean isGlob(String name) {
        return GLOB.matcher(name).find();
    }

    private static List<DataFile> required(List<DataFile> files, String complaint) {
        if (files.isEmpty()) {
            throw new BadData(complaint + ". Check --data.");
        }
        return files;
    }

    @Override
    public String toString() {
        return names.stream().collect(Collectors.joining(", "));
    }
}
