/** Models in Amazon S3, or a store that speaks its protocol: the only package that knows AWS. */
@NullMarked
package dev.tryops.registry.s3;

import org.jspecify.annotations.NullMarked;
