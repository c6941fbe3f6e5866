package dev.tryops.api.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is true of the files before any browser reads them. */
class ConsoleFilesTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "console");

    @Test
    void everyFileOfTheFolderIsOnTheListAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index.html"))
                    .toList();
            assertThat(ConsoleFiles.NAMES).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void nothingInThemNeedsAnythingButThisService() throws IOException {
        for (Path file : files()) {
            assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
                    .as(file.toString())
                    .doesNotContain("http:", "https:", "@import", "//cdn");
        }
    }

    @Test
    void noTextBecomesMarkupOrCode() throws IOException {
        for (Path file : files()) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContain(
                            "innerHTML",
                            "outerHTML",
                            "insertAdjacentHTML",
                            "document.write",
                            "eval(",
                            "new Function",
                            "javascript:");
        }
    }

    @Test
    void thePageHasNoScriptOrStyleOfItsOwn() throws IOException {
        String page = Files.readString(FOLDER.resolve("index.html"));

        assertThat(page).doesNotContain("<style", " style=").doesNotContainPattern("\\son[a-z]+=");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page).contains("<script type=\"module\" src=\"console/{digest}/main.js\"></script>");
    }

    @Test
    void everyModuleThatIsImportedIsThere() throws IOException {
        for (Path file : files()) {
            java.util.regex.Matcher imported =
                    java.util.regex.Pattern.compile("from '\\./([^']+)'").matcher(Files.readString(file));
            while (imported.find()) {
                assertThat(ConsoleFiles.NAMES.contains(imported.group(1))
                                || imported.group(1).equals("uplot.js"))
                        .as(file + " imports " + imported.group(1))
                        .isTrue();
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.toList();
        }
    }
}
