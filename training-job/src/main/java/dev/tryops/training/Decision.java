package dev.tryops.training;

import dev.tryops.registry.PointerState;
import dev.tryops.training.gate.Finding;
import dev.tryops.training.gate.Incumbent;
import java.util.List;
import java.util.Optional;

/** What the policy found about promotion over {@code serving}. */
record Decision(PointerState serving, Optional<Incumbent> incumbent, List<Finding> findings) {}
