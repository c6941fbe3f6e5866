package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RowTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "infrastructure.md");
    private static final String BEGIN = "<!-- Written by RowTableTest: run it with -Drows=write -->\n";
    private static final String END = "<!-- until here -->\n";

    @Test
    void theDocumentHasTheRowsThatAreTested() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
                + Rows.table()
                + document.substring(document.indexOf(END));
        if ("write".equals(System.getProperty("rows"))) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/infrastructure.md; make rows writes the table anew")
                .isEqualTo(expected);
    }

    @Test
    void whatIsTestedElsewhereIsTestedThere() {
        assertThat(Elsewhere.ROWS)
                .allSatisfy(row -> assertThat(row.file()).content().contains("void " + row.test() + "()"));
    }

    @Test
    void noTwoRowsSayTheSame() {
        assertThat(Rows.all().map(Row::says))
                .doesNotHaveDuplicates()
                .allSatisfy(says -> assertThat(says).doesNotContain("|", "\n"));
    }
}
