/** What the repository on GitHub must know, and who may deploy from it. */
@NullMarked
package dev.tryops.infra.github;

import org.jspecify.annotations.NullMarked;
