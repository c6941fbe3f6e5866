package dev.tryops.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HtmlReportTest {

    private static final String ROC = "//section[@id='curves']//figure[1]/*[name()='svg']";
    private static final int MEGABYTE = 1_000_000;

    @Test
    void saysWhatBecameOfTheCandidate() throws Exception {
        Page page = Page.of(TestReports.full());

        assertThat(page.texts("//header//h1")).containsExactly(TestReports.CANDIDATE);
        assertThat(page.texts("//strong[contains(@class,'badge')]")).containsExactly("✕ refused");
        assertThat(page.texts("//*[@class='figure']")).contains("0.8621").hasSize(5);
        assertThat(page.texts("//*[@class='range']"))
                .contains("0.8390 … 0.8834")
                .hasSize(5);
    }

    @Test
    void linksEverySectionOnceAndEveryLinkLeadsSomewhere() throws Exception {
        Page page = Page.of(TestReports.full());
        List<String> ids = page.attributes("//*[@id]", "id");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.attributes("//nav//a", "href"))
                .containsExactlyElementsOf(ids.stream().map(id -> "#" + id).toList());
    }

    @Test
    void drawsTheRocCurveFromCornerToCorner() throws Exception {
        Page page = Page.of(TestReports.full());
        Element frame = page.one(ROC + "/rect[@class='frame']");
        double left = number(frame, "x");
        double bottom = number(frame, "y") + number(frame, "height");
        String path = page.one(ROC + "/path[@class='first']").getAttribute("d");

        assertThat(path)
                .startsWith("M" + Figures.place(left) + " " + Figures.place(bottom) + "L")
                .endsWith("L" + Figures.place(left + number(frame, "width")) + " " + Figures.place(number(frame, "y")));
        assertThat(path.split("L")).hasSizeBetween(200, 1_001);
    }

    @Test
    void drawsTheServingModelsCurvesOnlyIfThereIsOne() throws Exception {
        TrainingReport full = TestReports.full();
        Curves alone = new Curves(0.5, full.curves().candidate(), null);

        assertThat(Page.of(full).all("//section[@id='curves']//figure/svg[@class='plot']/path[@class='second']"))
                .hasSize(2);
        assertThat(Page.of(with(full, alone)).all("//section[@id='curves']//path[@class='second']"))
                .isEmpty();
    }

    @Test
    void drawsADotAndABarForEveryCalibrationBin() throws Exception {
        Page page = Page.of(TestReports.full());

        assertThat(page.all("//section[@id='probabilities']//figure[1]//circle"))
                .hasSize(10);
        assertThat(page.texts("//section[@id='probabilities']//figure[1]//rect/title"))
                .hasSize(10)
                .contains("141 rows\npredicted 0.850\nobserved 0.817");
    }

    @Test
    void drawsABarForEveryFilledBinOfEveryClass() throws Exception {
        TrainingReport full = TestReports.full();
        long filled = full.scores().classes().stream()
                .flatMap(klass -> klass.histogram().counts().stream())
                .filter(count -> count > 0)
                .count();

        assertThat(Page.of(full).all("//section[@id='probabilities']//figure[2]//rect[contains(@class,'bar')]"))
                .hasSize((int) filled);
    }

    @Test
    void shadesAMatrixOfAnyNumberOfClasses() throws Exception {
        Page page = Page.of(with(TestReports.full(), TestReports.many(5)));

        assertThat(page.all("//table[@class='confusion']/tbody//td[starts-with(@class,'h')]"))
                .hasSize(25);
        assertThat(page.all("//table[@class='confusion']/tbody//td[contains(@class,'hit')]"))
                .hasSize(5);
        assertThat(page.texts("//table[@class='confusion']/tbody/tr[1]/td[1]/b"))
                .containsExactly("70");
    }

    @Test
    void plotsTheThirtyLargestCoefficientsAndListsTheOthers() throws Exception {
        Page page = Page.of(TestReports.full());

        assertThat(page.all("//section[@id='coefficients']//circle")).hasSize(30);
        assertThat(page.texts("//section[@id='coefficients']/div//tr[1]/th").getLast())
                .isEqualTo("age");
        assertThat(page.all("//section[@id='coefficients']/details//tbody/tr")).hasSize(8);
    }

    @Test
    void saysWhichMeasuresAreBetterWorseOrOpen() throws Exception {
        assertThat(Page.of(TestReports.full()).texts("//section[@id='comparison']//tr/td[2]/span"))
                .containsExactly("▲ better", "● no clear difference", "● no clear difference", "▼ worse", "▲ better");
    }

    @Test
    void putsTheWorstSegmentsFirstAndMarksThoseThatAreClearlyWorse() throws Exception {
        Page page = Page.of(TestReports.full());

        assertThat(page.texts("//section[@id='segments']//th/bdi")).startsWith("own", "self-employed", "18 … 29");
        assertThat(page.texts("//section[@id='segments']//tr[@class='marked']/th/bdi"))
                .containsExactly("own", "self-employed");
    }

    @Test
    void putsSegmentsOfTooFewRowsLastHoweverBadTheyLook() throws Exception {
        TrainingReport full = TestReports.full();
        List<Segments.Segment> parts = new ArrayList<>(full.segments().parts());
        parts.addFirst(new Segments.Segment("city", "Springfield", 3, 0.1, null, 0.3, null));
        Page page = Page.of(with(full, new Segments("ROC-AUC", true, 0.87, parts)));

        assertThat(page.texts("//section[@id='segments']//th/bdi")).endsWith("Springfield");
        assertThat(page.texts("//section[@id='segments']//tr[th/bdi='Springfield']/td[2]"))
                .containsExactly("too few rows to judge");
    }

    @Test
    void showsEveryRuleOfTheGateWithItsVerdict() throws Exception {
        Page page = Page.of(TestReports.full());

        assertThat(page.texts("//section[@id='gate']//tbody/tr/td[1]"))
                .containsExactly("✓ passed", "✓ passed", "✕ objected", "✓ passed");
        assertThat(page.texts("//section[@id='gate']//tr[@class='marked']/td[starts-with(@class,'n')]"))
                .containsExactly("−0.0907", "≥ −0.0800");
    }

    @Test
    void leavesOutSectionsWithoutDataAndSaysSo() throws Exception {
        Page page = Page.of(TestReports.bare());

        assertThat(page.all("//section")).isEmpty();
        assertThat(page.attributes("//nav//a", "href")).containsExactly("#summary");
        assertThat(page.one("//footer").getTextContent()).contains("Coefficients", "Segments", "Lineage");
        assertThat(Page.of(TestReports.full()).all("//footer")).isEmpty();
    }

    @Test
    void showsTextFromDataAsTextEverywhere() throws Exception {
        String hostile =
                "</script><img src=x onerror='a()'> \"&amp; \u0000\u0007\u001b \u202Egnp.exe\u2028 \uFFFE\uD800";
        Page page = Page.of(TestReports.saying(hostile));
        String shown = "</script><img src=x onerror='a()'> \"&amp; ␀␇␛ [U+202E]gnp.exe[U+2028] \uFFFD\uFFFD";

        assertThat(page.all("//script|//img")).isEmpty();
        assertThat(page.html()).doesNotContain("<img", "</script", "\u202E", "\u2028", "\u0000");
        assertThat(page.texts("//ul[@class='warnings']/li/span")).containsExactly(shown);
        assertThat(page.texts("//section[@id='lineage']//pre")).containsExactly(shown);
        assertThat(page.all("//@*[starts-with(name(),'on')]/..")).isEmpty();
    }

    @Test
    void shortensLongNamesAndKeepsThemWholeInTheTooltip() throws Exception {
        String name = "days_between_" + "very_".repeat(20) + "long";
        Page page = Page.of(TestReports.saying(name));
        Element shown = page.one("//table[@class='columns']//tbody//th/bdi");

        assertThat(shown.getTextContent()).hasSize(24).contains("…").startsWith("days_between_");
        assertThat(shown.getAttribute("title")).isEqualTo(name);
    }

    @Test
    void staysBelowAMegabyteForTwoThousandFeatures() throws Exception {
        Page page = Page.of(TestReports.wide(2_000, 80));

        assertThat(page.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(MEGABYTE);
        assertThat(page.texts("//p[@class='note']"))
                .contains(
                        "Left out here: 1,750 further columns.",
                        "Left out here: 1,470 further coefficients.",
                        "Left out here: 176 further classes.");
    }

    @Test
    void staysBelowAMegabyteWhateverNamesAreLike() {
        assertThat(HtmlReport.of(TestReports.saying("<&'\"".repeat(100_000))).length)
                .isLessThan(MEGABYTE);
        assertThat(HtmlReport.of(TestReports.wide(2_000, 3_000)).length).isLessThan(MEGABYTE);
    }

    @Test
    void givesEqualBytesForEqualReports() {
        assertThat(HtmlReport.of(TestReports.full())).isEqualTo(HtmlReport.of(TestReports.full()));
    }

    @Test
    void asksForNothingFromOutside() throws Exception {
        Page page = Page.of(TestReports.saying("https://example.org/x.png"));

        assertThat(page.all("//link|//script|//img|//iframe|//object|//embed|//image|//use"))
                .isEmpty();
        assertThat(page.all("//*[@src or @style or @srcset or @action]")).isEmpty();
        assertThat(page.attributes("//*[@href]", "href")).allMatch(href -> href.startsWith("#"));
        assertThat(page.one("//style").getTextContent()).doesNotContain("url(", "@import");
    }

    @Test
    void letsTheBrowserApplyItsOwnStyleSheetAndNothingElse() throws Exception {
        Page page = Page.of(TestReports.bare());
        byte[] css = page.one("//style").getTextContent().getBytes(StandardCharsets.UTF_8);
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(css));

        assertThat(page.one("//meta[@http-equiv='Content-Security-Policy']").getAttribute("content"))
                .startsWith("default-src 'none'; style-src 'sha256-" + digest + "';");
    }

    @Test
    void groupsAndRoundsTheFiguresOfColumns() throws Exception {
        Page page = Page.of(TestReports.full());
        List<String> income = page.texts("//table[@class='columns']//tr[th/bdi='annual_income']/td[@class='n']");

        assertThat(income).startsWith("0\u00A0%", "4,002", "52,380", "21,440").hasSize(11);
        assertThat(page.texts("//table[@class='columns']//tr[th/bdi='employment']/td[@class='n']"))
                .startsWith("2.2\u00A0%");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static TrainingReport with(TrainingReport r, Segments segments) {
        return new TrainingReport(
                r.summary(),
                r.data(),
                r.curves(),
                r.calibration(),
                r.scores(),
                r.confusion(),
                r.coefficients(),
                r.comparison(),
                segments,
                r.gate(),
                r.lineage());
    }

    private static TrainingReport with(TrainingReport r, Curves curves) {
        return new TrainingReport(
                r.summary(),
                r.data(),
                curves,
                r.calibration(),
                r.scores(),
                r.confusion(),
                r.coefficients(),
                r.comparison(),
                r.segments(),
                r.gate(),
                r.lineage());
    }

    private static TrainingReport with(TrainingReport r, ConfusionMatrix confusion) {
        return new TrainingReport(
                r.summary(),
                r.data(),
                r.curves(),
                r.calibration(),
                r.scores(),
                confusion,
                r.coefficients(),
                r.comparison(),
                r.segments(),
                r.gate(),
                r.lineage());
    }
}
