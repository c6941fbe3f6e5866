package dev.tryops.api.web;

/** One fault of a request: where, as a JSON pointer (RFC 6901), which kind, and a sentence. */
public record Violation(String pointer, String code, String message) {}
