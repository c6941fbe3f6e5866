/** What TryOps needs of AWS and GitHub, as a program that writes Terraform. */
@NullMarked
package dev.tryops.infra;

import org.jspecify.annotations.NullMarked;
