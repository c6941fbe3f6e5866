package dev.tryops.cli.aws;

import java.time.Instant;
import java.util.SortedSet;

/**
 * An image that was pushed under a commit's tag.
 *
 * @param commits its tags that name a commit, at least one
 */
record PushedImage(String digest, SortedSet<String> commits, Instant pushedAt) {}
