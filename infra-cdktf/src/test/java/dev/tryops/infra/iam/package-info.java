/**
 * Who may do what: a small evaluator of AWS's policies, so that tests ask what the synthesized policies mean and not how
 * they are written. It follows AWS's documented evaluation logic within one account, and refuses what it does not know.
 */
@NullMarked
package dev.tryops.infra.iam;

import org.jspecify.annotations.NullMarked;
