package dev.tryops.infra.iam;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates as policies write them: seconds since 1970, a day, or a day with a time and its offset. */
final class Moment {

    private static final int DAY = "2026-11-28".length();

    private Moment() {}

    static Instant of(String text) {
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return text.length() == DAY
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw new PolicyError("Not a date: " + text);
        }
    }
}
