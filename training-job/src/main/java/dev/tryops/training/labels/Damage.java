package dev.tryops.training.labels;

/** An object that is not what its key says; the join went on without it. */
public record Damage(String key, String fault) {}
