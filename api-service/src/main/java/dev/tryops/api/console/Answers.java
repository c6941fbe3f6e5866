package dev.tryops.api.console;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.ServingPointer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bodies of the monitoring routes. */
final class Answers {

    private Answers() {}

    static ModelAnswer model(LiveModel live, Held<Optional<Archive.Previous>> previous) {
        ServingPointer pointer = live.swap().pointer();
        ModelMetadata metadata = live.swap().metadata();
        Optional<Archive.Previous> before = previous.value() == null ? Optional.empty() : previous.value();
        return new ModelAnswer(
                live.version(),
                lower(live.swap().role()),
                pointer.environment().value(),
                live.loadedAt(),
                pointer.revision(),
                lower(pointer.action()),
                pointer.hold(),
                pointer.promotedAt(),
                pointer.promotedBy(),
                pointer.promotionReason(),
                metadata.modelType(),
                metadata.createdAt(),
                metadata.trainingSamples(),
                metadata.testSamples(),
                metadata.schema().features().size(),
                metadata.classLabels().stream().map(ClassLabel::text).toList(),
                metadata.positiveLabel().text(),
                metadata.decisionThreshold(),
                metadata.metrics(),
                before.map(version -> new PreviousModel(version.version().value(), version.metrics()))
                        .orElse(null),
                previous.fault());
    }

    static HistoryAnswer history(Held<List<HistoryEntry>> history) {
        List<HistoryEntry> entries = history.value() == null ? List.of() : history.value();
        return new HistoryAnswer(
                history.readAt(),
                history.fault(),
                entries.stream().map(Answers::revision).toList());
    }

    private static Revision revision(HistoryEntry entry) {
        return switch (entry) {
            case HistoryEntry.Recorded recorded -> {
                ServingPointer pointer = recorded.pointer();
                yield new Revision(
                        pointer.revision(),
                        pointer.modelVersion().value(),
                        lower(pointer.action()),
                        pointer.hold(),
                        pointer.promotedAt(),
                        pointer.promotedBy(),
                        pointer.promotionReason(),
                        null);
            }
            case HistoryEntry.Unreadable unreadable ->
                new Revision(unreadable.revision(), null, null, null, null, null, null, unreadable.detail());
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param loadedAt when this process began to serve it
     * @param positiveLabel of two classes, the one that predictions are the probability of
     * @param previous the version that served before; null if there was none, or it could not be read yet
     * @param previousFault why it could not be read the last time
     */
    record ModelAnswer(
            String modelVersion,
            String role,
            String environment,
            Instant loadedAt,
            long revision,
            String action,
            boolean hold,
            Instant promotedAt,
            String promotedBy,
            String reason,
            String modelType,
            Instant trainedAt,
            long trainingSamples,
            long testSamples,
            int features,
            List<String> classLabels,
            String positiveLabel,
            double decisionThreshold,
            Metrics metrics,
            @Nullable PreviousModel previous,
            @Nullable String previousFault) {}

    record PreviousModel(String modelVersion, Metrics metrics) {}

    /**
     * @param readAt when the revisions were read; null before the first time
     * @param fault why they could not be read the last time
     */
    record HistoryAnswer(@Nullable Instant readAt, @Nullable String fault, List<Revision> revisions) {}

    /** One of which nothing but the number is known has a fault, and all else is null. */
    record Revision(
            long revision,
            @Nullable String modelVersion,
            @Nullable String action,
            @Nullable Boolean hold,
            @Nullable Instant promotedAt,
            @Nullable String promotedBy,
            @Nullable String reason,
            @Nullable String fault) {}

    record ReloadsAnswer(@Nullable Instant lookedAt, double intervalSeconds, List<ReloadRecord.Entry> reloads) {}
}
