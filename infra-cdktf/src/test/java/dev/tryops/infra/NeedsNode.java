package dev.tryops.infra;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Synthesizes, which CDKTF does in Node: part of {@code make infra-test} and not of {@code make test}. Without Node it is
 * skipped, unless {@code REQUIRE_NODE=1} makes that a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("synth")
@ExtendWith(NodeIsThere.class)
public @interface NeedsNode {}
