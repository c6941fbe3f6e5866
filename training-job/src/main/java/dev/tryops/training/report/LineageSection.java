package dev.tryops.training.report;

import dev.tryops.training.report.Lineage.Entry;
import dev.tryops.training.report.Lineage.Source;
import java.util.List;

/** What it takes to make the same model again. */
final class LineageSection {

    private static final int MOST = 100;
    private static final int LONGEST_PROVENANCE = 50_000;

    private LineageSection() {}

    static void write(Markup out, Lineage lineage) {
        out.open("dl", "class", "entries");
        entry(out, new Entry("Git commit", lineage.gitCommit()));
        entry(out, new Entry("Data digest", lineage.dataDigest()));
        entry(out, new Entry("Engine", lineage.engine()));
        entry(out, new Entry("Seed", Figures.minus(Long.toString(lineage.seed()))));
        out.close();
        sources(out, lineage.sources());
        out.open("div", "class", "pair");
        entries(out, "Hyper-parameters", lineage.hyperparameters());
        entries(out, "Versions", lineage.versions());
        out.close();
        provenance(out, lineage.provenance());
    }

    private static void sources(Markup out, List<Source> sources) {
        if (sources.isEmpty()) {
            return;
        }
        Capped<Source> capped = Capped.of(sources, MOST);
        out.element("h3", "Data sources");
        Table.open(out, "sources", "Data sources", "Source", "#Rows", "Digest");
        for (Source source : capped.shown()) {
            out.open("tr").open("th", "scope", "row").name(source.name(), 60).close();
            Table.number(out, Figures.count(source.rows()));
            out.open("td", "class", "mono").name(source.digest(), 24).close().close();
        }
        Table.close(out);
        capped.note(out, "source", "sources");
    }

    private static void entries(Markup out, String title, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Capped<Entry> capped = Capped.of(entries, MOST);
        out.open("div").element("h3", title).open("dl", "class", "entries");
        capped.shown().forEach(entry -> entry(out, entry));
        out.close();
        capped.note(out, "entry", "entries");
        out.close();
    }

    private static void entry(Markup out, Entry entry) {
        out.open("div").open("dt").name(entry.name()).close();
        out.open("dd", "class", "mono").name(entry.value(), 80).close().close();
    }

    private static void provenance(Markup out, String provenance) {
        if (provenance.isBlank()) {
            return;
        }
        out.open("details").element("summary", "Provenance, as the trainer wrote it");
        out.element("pre", Visible.shortened(provenance, LONGEST_PROVENANCE), "dir", "auto")
                .close();
    }
}
