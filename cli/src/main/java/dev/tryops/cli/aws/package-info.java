/** Who calls, as AWS knows them. */
@NullMarked
package dev.tryops.cli.aws;

import org.jspecify.annotations.NullMarked;
