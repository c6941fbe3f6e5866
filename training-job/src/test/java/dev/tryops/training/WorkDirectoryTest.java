package dev.tryops.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void goesWithTheRunWhereNoneWasNamed() throws IOException {
        WorkDirectory work = WorkDirectory.of(Optional.empty());
        Files.writeString(work.path().resolve("synthetic.csv"), "rows");

        work.close();

        assertThat(work.path()).doesNotExist();
    }

    @Test
    void staysWhereTheCallerNamedIt() throws IOException {
        Path named = directory.resolve("new/work");
        WorkDirectory work = WorkDirectory.of(Optional.of(named));
        Files.writeString(named.resolve("synthetic.csv"), "rows");

        work.close();

        assertThat(named.resolve("synthetic.csv")).hasContent("rows");
    }
}
