package dev.tryops.infra.settings;

/** For how long logs are kept: never for less than a year, and in numbers that CloudWatch accepts. */
public enum LogRetention {
    ONE_YEAR(365),
    TWO_YEARS(731),
    FIVE_YEARS(1827);

    private final int days;

    LogRetention(int days) {
        this.days = days;
    }

    public int days() {
        return days;
    }
}
