package dev.tryops.training.data;

/** A file that was read and found good, with the SHA-256 of its bytes. */
public record Ingested(Dataset data, String sha256) {}
