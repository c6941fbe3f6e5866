package dev.tryops.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory store that a service follows, and that becomes like another one in steps none of which the service could
 * take for something else: what a pointer leads to is there before it, and goes after it.
 */
record FollowedStore(Path root) {

    static final String POINTER = "serving/production.json";

    void becomesTampered(Store tampered) throws IOException {
        everythingElseOf(tampered.root());
        pointerOf(tampered.root());
    }

    void becomesSound(Store sound) throws IOException {
        pointerOf(sound.root());
        everythingElseOf(sound.root());
    }

    private void pointerOf(Path other) throws IOException {
        copy(other.resolve(POINTER), root.resolve(POINTER));
    }

    private void everythingElseOf(Path other) throws IOException {
        for (Path name : names(root)) {
            if (!Files.exists(other.resolve(name))) {
                Files.delete(root.resolve(name));
            }
        }
        for (Path name : names(other)) {
            if (!name.toString().equals(POINTER)) {
                copy(other.resolve(name), root.resolve(name));
            }
        }
    }

    private static List<Path> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(root::relativize).toList();
        }
    }

    private void copy(Path from, Path to) throws IOException {
        byte[] bytes = Files.readAllBytes(from);
        if (Files.exists(to) && Arrays.equals(bytes, Files.readAllBytes(to))) {
            return;
        }
        Files.createDirectories(to.getParent());
        Path half = Files.write(root.resolveSibling(root.getFileName() + ".half"), bytes);
        Files.move(half, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
