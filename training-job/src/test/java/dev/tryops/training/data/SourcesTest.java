package dev.tryops.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {

    private static final Path PARQUET = Path.of("src/test/resources/parquet");
    private static final String HEADER = "age,city,approved\n";

    @TempDir
    Path directory;

    @Test
    void readsGzipAsItsContent() throws IOException {
        Ingested plain = ingest(write("a.csv", HEADER + rows(0, 300)));
        Ingested packed = ingest(Files.write(directory.resolve("misnamed.csv"), gzip(HEADER + rows(0, 300))));

        assertSame(packed.data(), plain.data());
        assertThat(packed.sha256()).isEqualTo(Sha256.hex(Files.readAllBytes(directory.resolve("misnamed.csv"))));
    }

    @Test
    void readsEveryMemberOfAGzipFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(gzip(HEADER + rows(0, 300)));
        bytes.write(gzip(rows(300, 600)));

        Ingested packed = ingest(Files.write(directory.resolve("two.csv.gz"), bytes.toByteArray()));

        assertSame(packed.data(), ingest(write("a.csv", HEADER + rows(0, 600))).data());
    }

    @Test
    void readsSeveralFilesAsOneInTheOrderOfTheirNames() throws IOException {
        Path second = write("part-2.csv", HEADER + rows(300, 600));
        Path first = write("part-1.csv", HEADER + rows(0, 300));

        Ingested parts = ingest(second, first);

        assertSame(
                parts.data(), ingest(write("whole.csv", HEADER + rows(0, 600))).data());
        assertThat(parts.sources()).containsExactly(first.toString(), second.toString());
        assertThat(parts.sha256())
                .isEqualTo(Sha256.hex((HEADER + rows(0, 300) + HEADER + rows(300, 600)).getBytes(UTF_8)));
        assertThat(parts.rowsRead()).isEqualTo(600);
    }

    @Test
    void takesTheDataFilesOfADirectoryAndThoseThatMatchAGlobEachOnce() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        write("data/b.csv", HEADER + rows(300, 600));
        Files.write(data.resolve("a.csv.gz"), gzip(HEADER + rows(0, 300)));
        write("data/notes.txt", "not data");
        write("data/.b.csv.swp", "not data");

        assertThat(names(data.toString())).containsExactly("a.csv.gz", "b.csv");
        assertThat(names(data + "/*.csv")).containsExactly("b.csv");
        assertThat(names(directory + "/*/{a,b}.csv*", data.toString())).containsExactly("a.csv.gz", "b.csv");
        assertThat(names(directory + "/**.gz")).containsExactly("a.csv.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd"})
    void readsParquetWithItsTypes(String compression) {
        ReadOptions options = new ReadOptions(
                "approved", Set.of(), Set.of(), MissingValues.IMPUTE, BadRowLimit.NONE, ValueRules.NONE);

        Ingested read = new TableReader(new Locations(PARQUET.resolve(compression + ".parquet")), options, directory)
                .read(Optional.empty(), rows -> {});

        Dataset data = read.data();
        assertThat(data.rows()).isEqualTo(400);
        assertThat(data.schema().features())
                .extracting(Feature::dtype)
                .containsExactly(Dtype.INT64, Dtype.INT64, Dtype.FLOAT64, Dtype.FLOAT64, Dtype.BOOL, Dtype.STRING);
        assertThat(data.schema().features())
                .extracting(Feature::nullable)
                .containsExactly(false, false, true, false, false, false);
        assertThat(data.column(0)).startsWith(20, 21, 22);
        assertThat(data.value(2, 7)).isNaN();
        assertThat(data.value(2, 399)).isEqualTo(598.5);
        assertThat(data.value(3, 3)).isEqualTo(0.375);
        assertThat(data.value(4, 399)).isEqualTo(1);
        assertThat(data.text(5, 12)).isEqualTo("00001");
        assertThat(data.classOf(3)).isEqualTo(1);
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void digestsTheBytesOfParquet() throws IOException {
        Path file = PARQUET.resolve("none.parquet");
        ReadOptions options = new ReadOptions(
                "approved", Set.of("income"), Set.of(), MissingValues.REJECT, BadRowLimit.NONE, ValueRules.NONE);

        Ingested read = new TableReader(new Locations(file), options, directory).read(Optional.empty(), rows -> {});

        assertThat(read.sha256()).isEqualTo(Sha256.hex(Files.readAllBytes(file)));
        assertThat(read.data().schema().names()).containsExactly("age", "small", "ratio", "member", "zip");
    }

    @Test
    void leavesNoFilesBehindWhereNoRowIsBad() throws IOException {
        Path file = write("data/a.csv", HEADER + rows(0, 300));
        Path work = Files.createDirectories(directory.resolve("work"));

        new TableReader(new Locations(file), ReadOptions.strict("approved"), work).read(Optional.empty(), rows -> {});

        assertThat(work).isEmptyDirectory();
    }

    private Ingested ingest(Path... files) {
        return TestData.ingest(ReadOptions.strict("approved"), files);
    }

    private static List<String> names(String... locations) throws IOException {
        return new Locations(List.of(locations), Map.of())
                .files().stream()
                        .map(file -> Path.of(file.name()).getFileName().toString())
                        .toList();
    }

    private static void assertSame(Dataset actual, Dataset expected) {
        assertThat(actual.schema()).isEqualTo(expected.schema());
        assertThat(TestData.columns(actual)).isDeepEqualTo(TestData.columns(expected));
        assertThat(actual.categories(1)).isEqualTo(expected.categories(1));
        assertThat(actual.classes()).isEqualTo(expected.classes());
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> i * 31 % 97 + "," + (i * 7 % 13 < 5 ? "Rome" : "Oslo " + i % 9) + "," + i % 2 + "\n")
                .collect(Collectors.joining());
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
