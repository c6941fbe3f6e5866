package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.acceptance.HaltingStore.Counted;
import dev.tryops.acceptance.HaltingStore.When;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.TestBundles;
import dev.tryops.training.HaltingTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that dies in its first operation on a store, then in its second, and so on, until a run outlives them all. */
final class Deaths {

    private static final Pattern PROMOTION_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int TOO_MANY = 200;

    private final Store store;
    private final Subject subject;
    private final When when;
    private final Counted counted;

    Deaths(Store store, Subject subject, When when, Counted counted) {
        this.store = store;
        this.subject = subject;
        this.when = when;
        this.counted = counted;
    }

    enum Subject {
        /** Publishes the n-th test bundle and promotes it. */
        PROMOTER,
        /** Trains, publishes and promotes; only its own next run shows that another one succeeds. */
        TRAINER,
        /** The same, where the next run is a promotion, which costs no training. */
        TRAINER_IN_HASTE
    }

    /** All of them, two at a time, which need stores of their own. */
    static void suffer(List<Deaths> all) throws InterruptedException {
        List<Callable<Integer>> tasks = new ArrayList<>();
        all.forEach(deaths -> tasks.add(deaths::sufferAll));
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Integer> died : threads.invokeAll(tasks)) {
                assertThat(died.get()).as("deaths").isGreaterThan(4);
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Returns how often it died. */
    private int sufferAll() {
        long start = System.nanoTime();
        int died = untilOneRunOutlivesThem();
        System.out.printf(
                "%s on %s: %d deaths %s %s, %d s%n",
                subject, store.location(), died, when, counted, (System.nanoTime() - start) / 1_000_000_000);
        return died;
    }

    private int untilOneRunOutlivesThem() {
        recover(0);
        for (int n = 1; n < TOO_MANY; n++) {
            long before = store.pointer().revision();
            Ended ended = run(n, n);
            String where = "%s %s operation %d on %s: %s".formatted(subject, when, n, store.location(), ended.output);
            if (ended.exit != HaltingStore.DEAD) {
                assertThat(ended.exit).as(where).isZero();
                assertThat(store.pointer().revision()).as(where).isEqualTo(before + 1);
                assertThat(ids()).as(where).containsOnlyOnce(ended.promotionId());
                return n - 1;
            }
            assertThat(store.pointer().revision()).as(where).isBetween(before, before + 1);
            assertNothingIsBroken(where);
            recover(n);
            assertNothingIsBroken(where + ", and then the next run");
        }
        throw new AssertionError(subject + " does more than " + TOO_MANY + " operations");
    }

    private void assertNothingIsBroken(String where) {
        store.assertSound();
        assertThat(ids()).as(where).doesNotHaveDuplicates();
        assertThat(store.registry().audit().all().faults()).as(where).isEmpty();
    }

    /** The next run, which must succeed whatever the dead one left. */
    private void recover(int n) {
        long before = n == 0 ? 0 : store.pointer().revision();
        String id = switch (subject) {
            case PROMOTER -> promote(TestBundles.version(n));
            case TRAINER_IN_HASTE ->
                n == 0 ? succeed() : promote(store.pointer().modelVersion());
            case TRAINER -> succeed();
        };
        assertThat(store.pointer().revision()).isEqualTo(before + 1);
        assertThat(ids()).containsOnlyOnce(id);
    }

    private String succeed() {
        Ended ended = run(0, 0);
        assertThat(ended.exit).as(ended.output).isZero();
        return ended.promotionId();
    }

    /** What the dead one wrote of the same version is taken as it is. */
    private String promote(ModelVersion version) {
        ModelRegistry registry = store.registry();
        if (subject == Subject.PROMOTER) {
            registry.publish(TestBundles.bundle(version));
        }
        PromotionResult result = registry.promote(
                Store.PRODUCTION, version, registry.serving(Store.PRODUCTION), new Justification("next", "test"));
        return String.valueOf(((PromotionResult.Promoted) result).now().promotionId());
    }

    private Ended run(int number, int fatal) {
        List<String> command = new ArrayList<>(Checkout.java());
        command.addAll(HaltingStore.options(fatal, when, counted));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                subject == Subject.PROMOTER
                        ? List.of(
                                HaltingPromoter.class.getName(),
                                store.location(),
                                TestBundles.version(number).value())
                        : List.of(
                                HaltingTrainer.class.getName(),
                                "--store",
                                store.location(),
                                "--policy",
                                "local",
                                "--synthetic",
                                "200",
                                "--output",
                                "json"));
        try (Program program = Program.start(Checkout.ROOT, store.variables(), command)) {
            return new Ended(program.await(90), program.output());
        }
    }

    private List<String> ids() {
        return store.registry().history(Store.PRODUCTION, 100_000).stream()
                .map(entry ->
                        String.valueOf(((HistoryEntry.Recorded) entry).pointer().promotionId()))
                .toList();
    }

    private record Ended(int exit, String output) {
        String promotionId() {
            Matcher id = PROMOTION_ID.matcher(output);
            assertThat(id.find()).as(output).isTrue();
            return id.group();
        }
    }
}
