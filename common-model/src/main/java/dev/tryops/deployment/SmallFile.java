package dev.tryops.deployment;

import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class SmallFile {

    private SmallFile() {}

    static <T> T read(Path file, long largest, Class<T> type) throws IOException, CorruptArtifact {
        if (Files.size(file) > largest) {
            throw new CorruptArtifact(file.toString(), "is larger than " + largest + " bytes");
        }
        return ArtifactJson.decode(Files.readAllBytes(file), type, file.toString());
    }
}
