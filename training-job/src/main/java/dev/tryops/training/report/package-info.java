/** One training run as one page for people: plain data in, a self-contained HTML file out. */
@NullMarked
package dev.tryops.training.report;

import org.jspecify.annotations.NullMarked;
