package dev.tryops.training.report;

/**
 * One rule of the promotion policy, as it was asked.
 *
 * @param measured what the rule looked at, formatted; may be empty
 * @param limit what it allows, formatted; may be empty
 * @param sentence what the rule found
 */
public record GateRule(String name, boolean passed, String measured, String limit, String sentence) {}
