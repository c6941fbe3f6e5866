package dev.tryops.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadDataTest {

    private static final Path PARQUET = Path.of("src/test/resources/parquet");
    private static final String CSV = IntStream.range(0, 200)
            .mapToObj(i -> i + "," + i * 37 % 101 + "," + i % 2 + "\n")
            .collect(Collectors.joining("", "age,income,approved\n", ""));

    @TempDir
    Path directory;

    @Test
    void namesTheColumnsWhereTheTargetIsMissing() throws IOException {
        assertThat(refusalOf("age,income,Approved\n1,2,0\n"))
                .contains("no target column 'approved'", "age, income, Approved", "--target");
    }

    @Test
    void recognizesAnotherSeparator() throws IOException {
        assertThat(refusalOf("age;income;approved\n1;2;0\n")).contains("Separate the fields by commas");
    }

    @Test
    void namesLineAndColumnOfATextAmongNumbers() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,lots,1\n4,5,1\n"))
                .contains("data.csv: line 3, column 'income': 'lots' is not a number");
    }

    @Test
    void quotesOnlyTheBeginningOfALongValue() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n" + "y".repeat(5_000) + ",1\n4,1\n"))
                .contains("'" + "y".repeat(40) + "…'")
                .hasSizeLessThan(400);
    }

    @Test
    void refusesATargetOfOneClass() throws IOException {
        assertThat(refusalOf("age,approved\n1,1\n2,1\n3,1.0\n")).contains("'approved'", "only one class, '1'");
    }

    @Test
    void refusesATargetThatIsNoClassAtAll() throws IOException {
        String rows =
                IntStream.range(0, 500).mapToObj(i -> i + "," + i + ".5\n").collect(Collectors.joining());

        assertThat(refusalOf("age,approved\n" + rows)).contains("500 classes", "0.5, 1.5", "at most 100");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertThat(refusalOf("")).contains("data.csv is empty");
    }

    @Test
    void refusesAFileOfBlankLines() throws IOException {
        assertThat(refusalOf("\n\n\r\n")).contains("data.csv is empty");
    }

    @Test
    void refusesAHeaderWithoutRows() throws IOException {
        assertThat(refusalOf("age,approved\n")).contains("a header but no rows");
    }

    @Test
    void namesLineAndColumnOfAMissingValue() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,,1\n")).contains("line 3, column 'income'", "missing");
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,\"  \",1\n")).contains("line 3, column 'income'");
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,4,\n")).contains("line 3, column 'approved'");
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,NA,1\n4,5,1\n")).contains("'NA'", "missing");
    }

    @Test
    void refusesColumnsOfTheSameName() throws IOException {
        assertThat(refusalOf("age,age,approved\n1,2,0\n")).contains("line 1, column 'age'", "twice");
        assertThat(refusalOf("age,approved,approved\n1,2,0\n")).contains("line 1, column 'approved'", "twice");
    }

    @Test
    void refusesAColumnWithoutAName() throws IOException {
        assertThat(refusalOf(",age,approved\n0,1,0\n1,2,1\n")).contains("column 1 has no name", "index=False");
    }

    @Test
    void refusesAFileWithoutFeatures() throws IOException {
        assertThat(refusalOf("approved\n1\n0\n")).contains("no column beside the target");
    }

    @Test
    void namesTheLineOfARowWithTooFewOrTooManyFields() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n1,2\n2,3,1\n")).contains("line 3", "2 fields", "has 3");
        assertThat(refusalOf("age,income,approved\n1,2,0\n1,2,1,4\n")).contains("line 3", "4 fields", "has 3");
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\nNaN,1\n")).contains("line 3, column 'age'", "'NaN'", "finite");
        assertThat(refusalOf("age,approved\n1,0\n-Infinity,1\n")).contains("'-Infinity'", "finite");
        assertThat(refusalOf("age,approved\n1,0\n0x1p3,1\n2,1\n")).contains("'0x1p3' is not a number");
        assertThat(refusalOf("age,approved\n1,0\n1d,1\n2,1\n")).contains("'1d' is not a number");
    }

    @Test
    void refusesNumbersBeyondFloat32() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n1e39,1\n")).contains("line 3, column 'age'", "1e39", "3.4e38");
    }

    @Test
    void refusesAFileThatIsNotUtf8AndNamesTheLine() throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, "age,café,approved\n1,2,0\n", ISO_8859_1);

        assertThat(refusalOf(file)).contains("data.csv, line 1: not UTF-8");
    }

    @Test
    void refusesUtf16() throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, "age,approved\n1,0\n", StandardCharsets.UTF_16);
        assertThat(refusalOf(file)).contains("data.csv is UTF-16, not UTF-8");

        Files.write(file, "\uFEFFage,approved\n1,0\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(refusalOf(file)).contains("data.csv is UTF-16, not UTF-8");
    }

    @Test
    void refusesAQuoteThatIsNotClosed() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,\"4,1\n5,6,1\n")).contains("nclosed quote", "line 3");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThat(refusalOf(directory.resolve("absent.csv"))).contains("absent.csv does not exist");
        assertThat(refusalOf(directory)).contains("has no file that ends with .csv, .csv.gz or .parquet");
        assertThat(refusalOf(directory.resolve("*.csv"))).contains("No file matches");
        assertThat(refusalOf(directory.resolve("data[.csv"))).contains("no glob either");
    }

    @Test
    void refusesMoreFeaturesThanAModelMayHave() throws IOException {
        String header =
                IntStream.rangeClosed(0, 2_000).mapToObj(i -> "f" + i + ",").collect(Collectors.joining());

        assertThat(refusalOf(header + "approved\n")).contains("2,001 feature columns", "2,000");
    }

    @Test
    void refusesClassesTooSmallToBeSplit() throws IOException {
        String rows = IntStream.range(0, 97).mapToObj(i -> i + ",0\n").collect(Collectors.joining());

        assertThat(refusalOf("age,approved\n" + rows + "1,1\n2,1\n3,1\n"))
                .contains("Class '1' has 3 rows", "--test-size 0.2", "2 rows of each class");
    }

    @Test
    void reportsTenFaultsAndCountsTheRest() throws IOException {
        String rows = IntStream.range(0, 14).mapToObj(i -> "x" + i + ",0\n").collect(Collectors.joining());
        String good = IntStream.range(0, 20).mapToObj(i -> i + ",1\n").collect(Collectors.joining());

        String refusal = refusalOf("age,approved\n" + rows + good);

        assertThat(refusal)
                .contains("14 of 34 rows are bad", "--max-bad-rows allows 0", "not a number (14)")
                .contains("line 2,", "line 11,", "and 4 more", "--max-bad-rows 14")
                .doesNotContain("line 12");
    }

    @Test
    void reportsFaultsOfDifferentKindsTogetherInTheOrderOfTheFile() throws IOException {
        String refusal = refusalOf("age,income,approved\n1,,0\n2\n3,x,1\n4,5,2\n5,6,1\n");

        assertThat(refusal).contains("3 of 5 rows are bad");
        assertThat(refusal.indexOf("line 2,")).isPositive().isLessThan(refusal.indexOf("line 3,"));
        assertThat(refusal.indexOf("line 3,")).isPositive().isLessThan(refusal.indexOf("line 4,"));
    }

    @Test
    void refusesAHeaderOfMoreThanAMebibyte() throws IOException {
        String header =
                IntStream.range(0, 6_000).mapToObj(i -> "x".repeat(200) + i).collect(Collectors.joining(","));

        assertThat(refusalOf(header + ",approved\n1\n"))
                .contains("the header has", "more than 1,048,576")
                .hasSizeLessThan(400);
    }

    @Test
    void refusesAFieldWithoutEnd() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n\"" + "x".repeat(1_100_000) + "\",1\n"))
                .contains("a field has more than 1,048,576 characters", "quote");
    }

    @Test
    void refusesNulBytes() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n2\0,1\n3,1\n")).contains("line 3", "is not a number");
        assertThat(refusalOf("a\0ge,approved\n1,0\n")).contains("line 1", "control character");
        assertThat(refusalOf("city,approved\nRome,0\nOs\0lo,1\nBonn,1\n"))
                .contains("line 3, column 'city'", "control character U+0000");
        assertThat(refusalOf("age,approved\n1,0\n2,1\n3,1\0\n")).contains("line 4, column 'approved'", "no class");
    }

    @Test
    void refusesCategoriesThatModelsDoNotRecognize() throws IOException {
        assertThat(refusalOf("mood,approved\ngood,0\n\uD83D\uDE00,1\nbad,1\n"))
                .contains("line 3, column 'mood'", "beyond U+FFFF");
        assertThat(refusalOf("mood,approved\ngood,0\n" + "x".repeat(2_000) + ",1\nbad,1\n"))
                .contains("2,000 characters is no category");
    }

    @Test
    void refusesUtf16WithoutAMark() throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, "age,approved\n1,0\n", StandardCharsets.UTF_16LE);

        assertThat(refusalOf(file)).contains("control character", "UTF-8");
    }

    @Test
    void refusesDecimalCommas() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,\"1,5\",1\n4,5,1\n"))
                .contains("line 3, column 'income': '1,5' is not a number");
    }

    @Test
    void refusesTabsAndBarsAsSeparators() throws IOException {
        assertThat(refusalOf("age\tapproved\n1\t0\n")).contains("Separate the fields by commas");
        assertThat(refusalOf("age|approved\n1|0\n")).contains("Separate the fields by commas");
    }

    @Test
    void refusesTruthValuesAmongNumbersAndNumbersAmongTruthValues() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\ntrue,1\n2,1\n")).contains("line 3", "'true' is not a number");
        assertThat(refusalOf("ok,approved\ntrue,0\n7,1\nfalse,1\n")).contains("line 3", "neither true nor false");
    }

    @Test
    void refusesAColumnWithoutValues() throws IOException {
        String csv = "age,empty,approved\n1,,0\n2,NA,1\n";

        assertThat(refusalOf(csv)).contains("column 'empty': all values are missing", "--exclude empty");
        assertThat(refusalOf(csv, "--missing", "impute")).contains("column 'empty': all values are missing");
    }

    @Test
    void refusesAMissingTargetEvenWhereMissingValuesAreImputed() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n2,\n,1\n", "--missing", "impute"))
                .contains("line 3, column 'approved'", "missing", "without a class");
        assertThat(refusalOf("age,approved\n1,no\n2,NaN\n3,yes\n")).contains("line 3", "'NaN' stands for a missing");
    }

    @Test
    void refusesMoreBadRowsThanTheNumberAllowed() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\nx,1\n3,1\ny,1\n4\n5,0\n6,1\n7,1\n", "--max-bad-rows", "2"))
                .contains("3 of 8 rows are bad", "allows 2", "not a number (2), wrong number of fields (1)");
    }

    @Test
    void refusesMoreBadRowsThanThePercentageAllowed() throws IOException {
        String good =
                IntStream.range(0, 97).mapToObj(i -> i + "," + i % 2 + "\n").collect(Collectors.joining());

        assertThat(refusalOf("age,approved\n" + good + "x,1\ny,0\nz,1\n", "--max-bad-rows", "2.5%"))
                .contains("3 of 100 rows are bad", "allows 2.5%");
    }

    @Test
    void refusesDataOfWhichNothingIsLeft() throws IOException {
        assertThat(refusalOf("age,approved\n1\n2\n", "--max-bad-rows", "100%")).contains("every row is bad");
    }

    @Test
    void structuralFaultsAreNoBadRows() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n2,\"1\n", "--max-bad-rows", "100%"))
                .contains("nclosed quote");
    }

    @Test
    void refusesValuesOutsideTheRange() throws IOException {
        String csv = "age,approved\n18,0\n130,1\n40,1\n";

        assertThat(refusalOf(csv, "--range", "age=0..120")).contains("line 3, column 'age': 130 is outside 0..120");
        assertThat(refusalOf(csv, "--range", "age=20..")).contains("line 2, column 'age': 18 is outside 20..");
    }

    @Test
    void refusesValuesThatAreNotAllowed() throws IOException {
        assertThat(refusalOf("city,approved\nRome,0\nOslo,1\nrome,1\n", "--allow", "city=Rome|Oslo"))
                .contains("line 4, column 'city': 'rome' is none of the values");
        assertThat(refusalOf("age,approved\n1.0,0\n2,1\n3,1\n", "--allow", "age=1|2"))
                .contains("line 4", "'3'");
    }

    @Test
    void refusesOptionsForColumnsThatThereAreNot() throws IOException {
        String csv = "age,approved\n1,0\n2,1\n";

        assertThat(refusalOf(csv, "--exclude", "Age")).contains("column 'Age'", "no such column for --exclude");
        assertThat(refusalOf(csv, "--text", "zip")).contains("no such column for --text");
        assertThat(refusalOf(csv, "--range", "x=0..1")).contains("no such column for --range");
        assertThat(refusalOf(csv, "--allow", "x=0|1")).contains("no such column for --allow");
        assertThat(refusalOf(csv, "--exclude", "age")).contains("no column beside the target");
    }

    @Test
    void refusesMoreCategoriesThanCanBeLearned() throws IOException {
        String rows = IntStream.rangeClosed(0, 100_000)
                .mapToObj(i -> "id-" + i + "," + i % 2 + "\n")
                .collect(Collectors.joining());

        assertThat(refusalOf("user,approved\n" + rows)).contains("Column 'user'", "100,000", "--exclude user");
    }

    @Test
    void refusesATextBeyondTheRowsThatDecided() throws IOException {
        String rows =
                IntStream.range(0, 60_000).mapToObj(i -> i + "," + i % 2 + "\n").collect(Collectors.joining());

        assertThat(refusalOf("age,approved\n" + rows + "old,1\n")).contains("line 60002", "'old' is not a number");
    }

    @Test
    void refusesGzipThatBreaksOff() throws IOException {
        byte[] gzip = gzip(CSV);

        assertThat(refusalOf(bytes("data.csv.gz", Arrays.copyOf(gzip, gzip.length / 2))))
                .contains("breaks off");
        assertThat(refusalOf(bytes("data.csv.gz", Arrays.copyOf(gzip, 5)))).contains("breaks off");
    }

    @Test
    void refusesGzipThatIsDamaged() throws IOException {
        byte[] gzip = gzip(CSV);
        gzip[gzip.length - 6] ^= 1;

        assertThat(refusalOf(bytes("data.csv.gz", gzip))).contains("is damaged");
    }

    @Test
    void refusesGzipOfWhichALaterMemberIsDamaged() throws IOException {
        byte[] first = gzip(CSV);
        byte[] second = gzip("40,7,0\n".repeat(20));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        both[first.length] ^= 1;

        assertThat(refusalOf(bytes("data.csv.gz", both))).contains("is damaged", "bytes follow that are not gzip");
    }

    @Test
    void refusesGzipOfNothing() throws IOException {
        assertThat(refusalOf(bytes("data.csv.gz", gzip("")))).contains("data.csv.gz is empty");
        assertThat(refusalOf(bytes("data.csv.gz", new byte[0]))).contains("data.csv.gz is empty");
    }

    @Test
    void namesTheLineOfMalformedBytesInsideGzip() throws IOException {
        byte[] gzip = gzip("age,approved\n1,0\ncaf\u00E9,1\n".getBytes(ISO_8859_1));

        assertThat(refusalOf(bytes("data.csv.gz", gzip))).contains("line 3: not UTF-8");
    }

    @Test
    void refusesParquetThatBreaksOff() throws IOException {
        byte[] parquet = Files.readAllBytes(PARQUET.resolve("snappy.parquet"));

        assertThat(refusalOf(bytes("half.parquet", Arrays.copyOf(parquet, parquet.length / 2))))
                .contains("half.parquet is no complete Parquet file", "breaks off. Copy the file again");
        assertThat(refusalOf(bytes("magic.parquet", "PAR1".getBytes(UTF_8)))).contains("Parquet file");
        Arrays.fill(parquet, 200, 1_500, (byte) 0x55);
        assertThat(refusalOf(bytes("damaged.parquet", parquet))).contains("cannot be read as a Parquet file");
    }

    @Test
    void refusesWhatIsNoParquetFileButIsNamedLikeOne() throws IOException {
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);

        assertThat(refusalOf(bytes("random.parquet", random))).contains("random.parquet is no Parquet file");
        assertThat(refusalOf(bytes("csv.PARQUET", CSV.getBytes(UTF_8))))
                .contains("csv.PARQUET is no Parquet file", "if it is CSV, let its name end with .csv");
        assertThat(refusalOf(bytes("none.parquet", new byte[0]))).contains("none.parquet is empty");
    }

    @Test
    void refusesParquetThatIsNamedOtherwise() throws IOException {
        byte[] parquet = Files.readAllBytes(PARQUET.resolve("snappy.parquet"));

        assertThat(refusalOf(bytes("data.csv", parquet)))
                .contains("data.csv is a Parquet file. Let its name end with .parquet");
        assertThat(refusalOf(bytes("data.csv.gz", gzip(parquet)))).contains("is a Parquet file inside gzip", "Unpack");
    }

    @Test
    void refusesEncryptedParquet() throws IOException {
        assertThat(refusalOf(bytes("secret.parquet", "PARE....PARE".getBytes(UTF_8))))
                .contains("secret.parquet is an encrypted Parquet file", "without encryption");
    }

    @Test
    void namesTheFormatOfFilesThatAreNoTables() throws IOException {
        assertThat(refusalOf(bytes("book.xlsx", "PK\3\4....".getBytes(UTF_8)))).contains("ZIP archive", "as CSV");
        assertThat(refusalOf(bytes("data.csv", "PK\3\4....".getBytes(UTF_8)))).contains("ZIP archive");
        assertThat(refusalOf(bytes("book.xls", "\u00D0\u00CF\u0011\u00E0".getBytes(ISO_8859_1))))
                .contains("old Excel");
        assertThat(refusalOf(bytes("report.csv", "%PDF-1.7\n".getBytes(UTF_8)))).contains("a PDF document");
        assertThat(refusalOf(bytes("a.csv.gz", gzip(gzip(CSV))))).contains("gzip inside gzip. Unpack it once");
        assertThat(refusalOf(bytes("b.csv.gz", gzip("PK\3\4...")))).contains("What is inside", "is a ZIP archive");
    }

    @Test
    void refusesParquetColumnsThatAreNeitherNumbersNorTexts() {
        assertThat(refusalOf(PARQUET.resolve("dated.parquet"))).contains("column 'day'", "dates");
        assertThat(refusalOf(PARQUET.resolve("nested.parquet"))).contains("column 'tags'", "nested");
    }

    @Test
    void refusesFilesWithDifferentHeaders() throws IOException {
        Path first = bytes("a.csv", CSV.getBytes(UTF_8));

        assertThat(refusalOf(
                        first,
                        "--data",
                        bytes("b.csv", "age,amount,approved\n1,2,0\n".getBytes(UTF_8))
                                .toString()))
                .contains("b.csv has another header than", "lacks 'income'", "it alone has 'amount'");
        assertThat(refusalOf(
                        first,
                        "--data",
                        bytes("b.csv", "income,age,approved\n1,2,0\n".getBytes(UTF_8))
                                .toString()))
                .contains("the order differs: column 1 is 'income', not 'age'");
    }

    /** As people, other programs and other countries write them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.234,5",
                "1,234",
                "1 234",
                "1'234",
                "1_234",
                "$5",
                "5 EUR",
                "50%",
                "5k",
                "1/2",
                "2026-01-02",
                "12:30",
                "(5)",
                "--5",
                "+-5",
                "1e",
                "1.2.3",
                ".",
                "\u2212" + "5",
                "\uFF15",
                "\u0665",
                "\u00A05",
                "#N/A",
                "#DIV/0!",
                "\\N",
                "five"
            })
    void refusesWhatOnlySomeReadAsANumber(String value) throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,\"" + value + "\",1\n4,5,1\n5,6,0\n"))
                .contains("line 3, column 'income': '" + value + "' is not a number");
    }

    @Test
    void refusesDecimalCommasThatSplitTheirField() throws IOException {
        assertThat(refusalOf("age,income,approved\n1,2,0\n3,1,5,1\n4,5,1\n")).contains("line 3", "4 fields", "has 3");
    }

    @Test
    void refusesAHeaderInTheMiddleOfTheRows() throws IOException {
        assertThat(refusalOf(CSV + CSV)).contains("line 202, column 'age': 'age' is not a number");
    }

    @Test
    void refusesAHeaderThatEndsWithAComma() throws IOException {
        assertThat(refusalOf("age,approved,\n1,0,\n2,1,\n")).contains("column 3 has no name");
    }

    @Test
    void refusesRowsThatEndWithAComma() throws IOException {
        assertThat(refusalOf("age,approved\n1,0,\n2,1,\n")).contains("line 2", "3 fields", "has 2");
    }

    @Test
    void refusesTextBehindAClosedQuote() throws IOException {
        assertThat(refusalOf("age,approved\n1,0\n\"2\"3,1\n4,1\n"))
                .contains("not a well-formed CSV file", "'3'", "line 3");
    }

    @Test
    void refusesOtherEncodings() throws IOException {
        String text = "age,approved\n1,0\n2,1\n";

        assertThat(refusalOf(bytes("data.csv", text.getBytes(StandardCharsets.UTF_16BE))))
                .contains("control character", "UTF-8");
        assertThat(refusalOf(bytes("data.csv", text.getBytes(StandardCharsets.UTF_32LE))))
                .contains("UTF-8");
        byte[] overlong = (text + "A,1\n").getBytes(ISO_8859_1);
        overlong[text.length()] = (byte) 0xC1;
        assertThat(refusalOf(bytes("data.csv", overlong))).contains("line 4: not UTF-8");
        byte[] surrogate = "city,approved\n???,0\nRome,1\n".getBytes(UTF_8);
        System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 0, surrogate, 14, 3);
        assertThat(refusalOf(bytes("data.csv", surrogate))).contains("line 2: not UTF-8");
    }

    @Test
    void refusesASecondByteOrderMark() throws IOException {
        assertThat(refusalOf("\uFEFF\uFEFFapproved,age\n1,0\n0,1\n")).contains("no target column 'approved'");
    }

    @Test
    void refusesParquetWithoutTheTarget() {
        assertThat(refusalOf(PARQUET.resolve("snappy.parquet"), "--target", "absent"))
                .contains("no target column 'absent'");
    }

    @Test
    void namesTheFileOfABadRow() throws IOException {
        Path second = bytes("b.csv", "age,income,approved\n1,2,0\n3,x,1\n".getBytes(UTF_8));

        assertThat(refusalOf(bytes("a.csv", CSV.getBytes(UTF_8)), "--data", second.toString()))
                .contains("b.csv, line 3, column 'income'");
    }

    private String refusalOf(String csv, String... options) throws IOException {
        return refusalOf(Files.writeString(directory.resolve("data.csv"), csv), options);
    }

    private Path bytes(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** What the program says to {@code file}, having checked that it ends as bad data must. */
    private String refusalOf(Path file, String... options) {
        Path store = directory.resolve("store");
        String[] args = Stream.concat(
                        Stream.of("--data", file.toString(), "--store", store.toString()), Stream.of(options))
                .toArray(String[]::new);
        Program run = Program.run(args);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).startsWith("training-job: ").doesNotContain("\tat ", "Exception");
        assertThat(store).doesNotExist();
        return run.err();
    }
}
