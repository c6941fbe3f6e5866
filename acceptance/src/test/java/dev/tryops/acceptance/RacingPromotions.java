package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.HistoryEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Promoters in processes of their own, all on one environment of one directory. */
final class RacingPromotions {

    private RacingPromotions() {}

    static void race(Store store, int processes, int each) {
        Training.succeed(store, "--synthetic", "500", "--no-auto-promote");
        ModelVersion version = store.versions().getFirst();
        List<Program> promoters = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            List<String> command = Checkout.java(
                    "-cp",
                    System.getProperty("java.class.path"),
                    Promoter.class.getName(),
                    store.location(),
                    version.value(),
                    Integer.toString(each));
            promoters.add(Program.start(Checkout.ROOT, store.variables(), command));
        }

        for (Program promoter : promoters) {
            await().atMost(Duration.ofSeconds(60)).until(() -> promoter.output().contains(Promoter.READY));
        }
        promoters.forEach(Program::go);

        List<String> told = new ArrayList<>();
        int lost = 0;
        for (Program promoter : promoters) {
            assertThat(promoter.await(120)).as(promoter.output()).isZero();
            for (String line : promoter.output().lines().toList()) {
                if (line.startsWith(Promoter.LOST)) {
                    lost += Integer.parseInt(line.substring(Promoter.LOST.length()));
                } else if (line.matches("[0-9a-f-]{36}")) {
                    told.add(line);
                }
            }
            promoter.close();
        }

        assertThat(lost).as("races, or nothing was proven").isPositive();
        assertThat(store.pointer().revision()).isEqualTo((long) processes * each);
        store.assertUnbrokenChain();
        assertThat(idsInHistory(store)).containsExactlyInAnyOrderElementsOf(told);
    }

    private static List<String> idsInHistory(Store store) {
        return store.registry().history(Store.PRODUCTION, 100_000).stream()
                .map(entry ->
                        ((HistoryEntry.Recorded) entry).pointer().promotionId().toString())
                .toList();
    }
}
