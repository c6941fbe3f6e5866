package dev.tryops.cli;

import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.registry.ModelRegistry;
import java.util.ArrayList;
import java.util.List;

/** What the operators' command computes for many predictions, in this process. */
public final class ReplayedDecisions {

    private ReplayedDecisions() {}

    /** A sentence on each prediction that does not come out as it was logged. */
    public static List<String> differing(ModelRegistry registry, List<LoggedPrediction> logged) {
        List<String> differing = new ArrayList<>();
        try (Replayer replayer = new Replayer(registry)) {
            for (LoggedPrediction row : logged) {
                switch (replayer.replay(row)) {
                    case Replayer.Outcome.Refused refused -> differing.add(row.id() + ": " + refused.reason());
                    case Replayer.Outcome.Computed computed -> {
                        if (!computed.isWhatWasLogged(row)) {
                            differing.add(row.id() + ": answered " + row.probability() + ", gives "
                                    + computed.answered() + " for " + row.features());
                        }
                    }
                }
            }
        }
        return differing;
    }
}
