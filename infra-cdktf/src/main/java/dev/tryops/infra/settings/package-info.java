/** One record per environment: everything in which environments may differ, checked before anything is synthesized. */
@NullMarked
package dev.tryops.infra.settings;

import org.jspecify.annotations.NullMarked;
