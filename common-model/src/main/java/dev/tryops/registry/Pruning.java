package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes versions in two phases. A run marks what nothing refers to, which no promotion accepts from then on. A run
 * after the grace reads every pointer again, and deletes what is still marked and still not referred to. The grace is
 * longer than any promotion takes, so that one that saw no mark has long shown itself in a pointer.
 */
public final class Pruning {

    /** Longer than a promotion pursues a lost answer. */
    public static final Duration SHORTEST_GRACE = Duration.ofMinutes(10);

    /** The fallback of a process without a model looks ten revisions back. */
    public static final int LEAST_HISTORY = 10;

    private static final Pattern VERSION = Pattern.compile("v\\d{8}_\\d{6}_[0-9a-f]{6}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);

    private final ObjectStore store;
    private final ModelRegistry registry;
    private final RetiredMarkers markers;
    private final Clock clock;

    Pruning(ObjectStore store, ModelRegistry registry, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.markers = new RetiredMarkers(store);
        this.clock = clock;
    }

    /** What is kept in any case: the newest {@code versions}, and what the last {@code history} revisions name. */
    public record Rules(int versions, int history, Duration grace) {

        public Rules {
            if (versions < 1 || history < LEAST_HISTORY || grace.compareTo(SHORTEST_GRACE) < 0) {
                throw new IllegalArgumentException(
                        "Prune keeps at least 1 version and %d revisions of history, and waits at least %d minutes"
                                .formatted(LEAST_HISTORY, SHORTEST_GRACE.toMinutes()));
            }
        }
    }

    /** What a run did, or would do. */
    public sealed interface Result {

        /**
         * All lists are oldest first.
         *
         * @param marked now, to be deleted by a run after the grace
         * @param waiting marked before, and not long enough
         * @param unmarked because something refers to them again
         * @param deleted with all their objects
         * @param orphans keys without a manifest that were deleted
         * @param kept published versions that stay unmarked
         */
        record Pruned(
                boolean dryRun,
                List<ModelVersion> marked,
                List<ModelVersion> waiting,
                List<ModelVersion> unmarked,
                List<ModelVersion> deleted,
                List<String> orphans,
                int kept)
                implements Result {}

        /** Nothing was deleted. */
        record Rejected(List<Objection> objections) implements Result {}
    }

    /** What {@link #run} would do now. */
    public Result plan(Rules rules) {
        return prune(rules, "nobody", true);
    }

    /** Marks and deletes. May run beside promotions, restores and other prunes. */
    public Result run(Rules rules, String by) {
        return prune(rules, by, false);
    }

    private Result prune(Rules rules, String by, boolean dryRun) {
        Instant now = clock.instant();
        References before = References.read(registry, rules.history());
        if (before.unknown().isPresent()) {
            return new Result.Rejected(List.of(before.unknown().get()));
        }
        Set<ModelVersion> published = registry.versions().collect(Collectors.toCollection(TreeSet::new));
        Set<ModelVersion> newest = published.stream()
                .sorted(Comparator.reverseOrder())
                .limit(rules.versions())
                .collect(Collectors.toSet());
        List<RetiredMarkers.Mark> marks =
                markers.versions().flatMap(v -> markers.read(v).stream()).toList();
        Set<ModelVersion> markedBefore =
                marks.stream().map(RetiredMarkers.Mark::version).collect(Collectors.toSet());
        List<ModelVersion> marked = new ArrayList<>();
        for (ModelVersion version : published) {
            boolean free = !newest.contains(version) && !before.versions().contains(version);
            if (free && !markedBefore.contains(version) && (dryRun || markers.put(version, now, by))) {
                marked.add(version);
            }
        }
        References after = References.read(registry, rules.history());
        if (after.unknown().isPresent()) {
            return new Result.Rejected(List.of(after.unknown().get()));
        }
        Set<ModelVersion> needed = new HashSet<>(after.versions());
        needed.addAll(newest);
        Run run = new Run(now, now.minus(rules.grace()), needed, dryRun);
        marked.forEach(version -> markers.read(version).ifPresent(run::unmarkIfNeeded));
        marked.removeAll(run.unmarked);
        marks.forEach(run::judge);
        List<String> orphans = orphans(run, after.versions());
        int kept = (int) published.stream()
                .filter(v -> !marked.contains(v) && !run.waiting.contains(v) && !run.deleted.contains(v))
                .count();
        return new Result.Pruned(dryRun, marked, run.waiting, run.unmarked, run.deleted, orphans, kept);
    }

    /** Takes a mark back. No objection means that the version can be promoted again. */
    public List<Objection> restore(ModelVersion version) {
        Optional<RetiredMarkers.Mark> mark = markers.read(version);
        if (mark.isEmpty()) {
            return List.of(new Objection(Objection.NOT_RETIRED, version + " is not marked for deletion"));
        }
        if (mark.get().isClaimed() || !markers.lift(mark.get(), clock.instant())) {
            return List.of(Objection.of(Reason.RETIRED, version + " is being deleted, or already is"));
        }
        return List.of();
    }

    /** One run's decisions on marks, and its deeds unless it is a dry one. */
    private final class Run {
        private final Instant now;
        private final Instant latest;
        private final Set<ModelVersion> needed;
        private final boolean dryRun;
        private final List<ModelVersion> waiting = new ArrayList<>();
        private final List<ModelVersion> unmarked = new ArrayList<>();
        private final List<ModelVersion> deleted = new ArrayList<>();

        Run(Instant now, Instant latest, Set<ModelVersion> needed, boolean dryRun) {
            this.now = now;
            this.latest = latest;
            this.needed = needed;
            this.dryRun = dryRun;
        }

        void judge(RetiredMarkers.Mark mark) {
            if (mark.isClaimed()) {
                finish(mark.version());
            } else if (mark.isLifted()) {
                lift(mark);
            } else if (unmarkIfNeeded(mark)) {
                return;
            } else if (!mark.isOlderThan(latest)) {
                waiting.add(mark.version());
            } else if (dryRun || markers.claim(mark, now)) {
                remove(mark.version());
            }
        }

        /** Another run may have died after it took the version for deletion. */
        private void finish(ModelVersion version) {
            if (!needed.contains(version)
                    && store.read(Layout.manifest(version)).isPresent()) {
                remove(version);
            }
        }

        /** A restore may have died before its mark was gone. */
        private void lift(RetiredMarkers.Mark mark) {
            if (!dryRun) {
                markers.lift(mark, now);
            }
        }

        private void remove(ModelVersion version) {
            if (!dryRun) {
                delete(version);
            }
            deleted.add(version);
        }

        boolean unmarkIfNeeded(RetiredMarkers.Mark mark) {
            if (!needed.contains(mark.version())) {
                return false;
            }
            if (dryRun || markers.lift(mark, now)) {
                unmarked.add(mark.version());
            }
            return true;
        }
    }

    /** The manifest first: what a crash leaves is an orphan, never half a version. */
    private void delete(ModelVersion version) {
        String manifest = Layout.manifest(version);
        Optional<ObjectStore.Stored> stored = store.read(manifest);
        store.delete(manifest);
        stored.map(s -> Layout.signaturesOf(Sha256.hex(s.bytes()))).stream()
                .flatMap(store::allKeysUnder)
                .toList()
                .forEach(store::delete);
        for (Artifact artifact : Artifact.values()) {
            store.delete(artifact.key(version));
        }
    }

    /** Objects of versions that never got a manifest, or whose deletion a crash cut short. */
    private List<String> orphans(Run run, Set<ModelVersion> referred) {
        Map<ModelVersion, List<String>> keys = new TreeMap<>();
        for (Artifact artifact : Artifact.values()) {
            String folder = artifact.key(SOME_VERSION).replaceFirst("/.*", "/");
            store.allKeysUnder(folder)
                    .forEach(key -> versionIn(artifact, key)
                            .ifPresent(v -> keys.computeIfAbsent(v, k -> new ArrayList<>())
                                    .add(key)));
        }
        // Listed after the objects: who publishes now has written its manifest, or is younger than the grace.
        registry.versions().toList().forEach(keys::remove);
        keys.keySet().removeAll(referred);
        keys.keySet().removeAll(run.deleted);
        keys.keySet().removeIf(version -> isYoung(version, run.latest) || isOfTheReference(version));
        List<String> orphans =
                keys.values().stream().flatMap(Collection::stream).sorted().toList();
        if (!run.dryRun) {
            orphans.forEach(store::delete);
        }
        return orphans;
    }

    private static final ModelVersion SOME_VERSION = new ModelVersion("v20260208_160016_2b35ca");

    private static Optional<ModelVersion> versionIn(Artifact artifact, String key) {
        Matcher matcher = VERSION.matcher(key);
        return matcher.find()
                ? Optional.of(new ModelVersion(matcher.group()))
                        .filter(version -> artifact.key(version).equals(key))
                : Optional.empty();
    }

    /** A version's name carries its time; one that names no possible time is nobody's to delete. */
    private static boolean isYoung(ModelVersion version, Instant latest) {
        try {
            return LocalDateTime.parse(version.value().substring(1, 16), TIME)
                    .toInstant(ZoneOffset.UTC)
                    .isAfter(latest);
        } catch (DateTimeException e) {
            return true;
        }
    }

    /** The reference system writes no manifests; its bundles may still be in use there. */
    private boolean isOfTheReference(ModelVersion version) {
        return registry.fetch(version) instanceof Refusal refusal && refusal.reason() == Reason.REFERENCE_BUNDLE;
    }
}
