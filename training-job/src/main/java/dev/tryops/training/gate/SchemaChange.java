package dev.tryops.training.gate;

import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs between two schemas, in words. */
final class SchemaChange {

    private static final int SHOWN = 5;

    private SchemaChange() {}

    static String between(FeatureSchema before, FeatureSchema now, boolean sameClasses) {
        List<String> changes = new ArrayList<>();
        for (Feature feature : before.features()) {
            named(now, feature.name())
                    .ifPresentOrElse(
                            other -> change(feature, other).ifPresent(changes::add),
                            () -> changes.add("'%s' is gone".formatted(feature.name())));
        }
        now.features().stream()
                .filter(feature -> named(before, feature.name()).isEmpty())
                .forEach(feature -> changes.add("'%s' is new".formatted(feature.name())));
        if (!sameClasses) {
            changes.add("the classes are others");
        }
        if (changes.size() > SHOWN) {
            return String.join(", ", changes.subList(0, SHOWN)) + ", and %,d more".formatted(changes.size() - SHOWN);
        }
        return String.join(", ", changes);
    }

    private static Optional<Feature> named(FeatureSchema schema, String name) {
        return schema.features().stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst();
    }

    private static Optional<String> change(Feature before, Feature now) {
        if (before.dtype() != now.dtype()) {
            return Optional.of("'%s' was %s and is %s"
                    .formatted(
                            before.name(), before.dtype().label(), now.dtype().label()));
        }
        if (before.nullable() != now.nullable()) {
            return Optional.of(
                    "'%s' %s be missing".formatted(before.name(), now.nullable() ? "may now" : "may no longer"));
        }
        return before.position() == now.position()
                ? Optional.empty()
                : Optional.of("'%s' has moved".formatted(before.name()));
    }
}
