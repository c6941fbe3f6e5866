/** Signing with AWS KMS, and the settings that say whose signatures count. */
@NullMarked
package dev.tryops.registry.kms;

import org.jspecify.annotations.NullMarked;
