package dev.tryops.deployment;

import static java.util.Objects.requireNonNull;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an environment is estimated to cost, in US dollars a month of 730 hours.
 *
 * @param minimum with every node group at its least size
 * @param base as it is created
 * @param maximum with every node group at its largest size
 * @param unpriced types of resources that the estimate knows nothing of
 */
public record MonthlyPrice(
        EnvironmentName environment, BigDecimal minimum, BigDecimal base, BigDecimal maximum, List<String> unpriced) {

    private static final long LARGEST = 1 << 20;

    public MonthlyPrice {
        requireNonNull(environment, "environment");
        requireNonNull(minimum, "minimum");
        requireNonNull(base, "base");
        requireNonNull(maximum, "maximum");
        unpriced = List.copyOf(requireNonNull(unpriced, "unpriced"));
    }

    /** The estimate in {@code file}, or none if nobody has made it. */
    public static Optional<MonthlyPrice> read(Path file) throws IOException, CorruptArtifact {
        return Files.exists(file) ? Optional.of(SmallFile.read(file, LARGEST, MonthlyPrice.class)) : Optional.empty();
    }
}
