package dev.tryops.api.inference;

/**
 * The bytes of an inference request: JSON, and behind it the binary tensors, if there are any.
 *
 * @param bytes of which the first {@code length} count
 * @param jsonLength how many of them are JSON
 */
record InferBody(byte[] bytes, int length, int jsonLength) {}
