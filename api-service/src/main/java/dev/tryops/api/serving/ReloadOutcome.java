package dev.tryops.api.serving;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Refusal;
import java.util.Optional;

/** What one look at the serving pointer led to. */
public sealed interface ReloadOutcome {

    /** The pointer is the one that serves. */
    record Unchanged() implements ReloadOutcome {}

    /** Nothing was ever promoted to this environment. */
    record NothingPromoted() implements ReloadOutcome {}

    record Swapped(Optional<ModelVersion> from, ModelVersion to) implements ReloadOutcome {}

    /** The pointer, or the bundle behind it, is not to be trusted; what served before still serves. */
    record Refused(Refusal refusal) implements ReloadOutcome {}

    /** What stands is refused, and nothing served: an earlier revision that passes every check serves instead. */
    record FellBack(Refusal refusal, ModelVersion to) implements ReloadOutcome {}

    /** Refused before, and not yet due to be tried again. */
    record BackingOff(Refusal refusal) implements ReloadOutcome {}

    /** The store could not be asked; what served before still serves. */
    record Failed(String cause) implements ReloadOutcome {}
}
