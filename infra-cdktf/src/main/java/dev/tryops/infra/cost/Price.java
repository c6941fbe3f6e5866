package dev.tryops.infra.cost;

import java.math.BigDecimal;

/**
 * Prices on demand in us-east-1, in US dollars. None is asked for anywhere: they are what {@link Source} says, and as old.
 */
enum Price {
    T3_MEDIUM("0.0416", Per.HOUR, Source.SEED),
    T3_LARGE("0.0832", Per.HOUR, Source.SEED),
    CONTROL_PLANE("0.10", Per.HOUR, Source.SEED),
    CONTROL_PLANE_IN_EXTENDED_SUPPORT("0.60", Per.HOUR, Source.REVIEW),
    CLASSIC_LOAD_BALANCER("0.025", Per.HOUR, Source.SEED),
    NAT_GATEWAY("0.045", Per.HOUR, Source.SEED),
    NAT_GATEWAY_TRAFFIC("0.045", Per.GB, Source.SEED),
    INTERFACE_ENDPOINT("0.01", Per.HOUR, Source.SEED),
    INTERFACE_ENDPOINT_TRAFFIC("0.01", Per.GB, Source.SEED),
    INTERNET_TRAFFIC("0.09", Per.GB, Source.SEED),
    S3_STORAGE("0.023", Per.GB, Source.SEED),
    ECR_STORAGE("0.10", Per.GB, Source.SEED),
    KMS_KEY("1.00", Per.MONTH, Source.SEED),
    LOG_INGESTION("0.50", Per.GB, Source.SEED),
    LOG_STORAGE("0.03", Per.GB, Source.SEED),
    GP3_STORAGE("0.08", Per.GB, Source.GENERAL_KNOWLEDGE),
    PUBLIC_IPV4("0.005", Per.HOUR, Source.GENERAL_KNOWLEDGE);

    /** As all of AWS's calculators count. */
    private static final BigDecimal HOURS = new BigDecimal(730);

    private final BigDecimal dollars;
    private final Per per;
    private final Source source;

    Price(String dollars, Per per, Source source) {
        this.dollars = new BigDecimal(dollars);
        this.per = per;
        this.source = source;
    }

    /** What a price is paid for, each month. */
    enum Per {
        HOUR,
        MONTH,
        GB
    }

    /** Who says so. */
    enum Source {
        /** The cost section of the design that this infrastructure follows. */
        SEED,
        /** The review of that design. */
        REVIEW,
        /** Nobody here could look it up at AWS. */
        GENERAL_KNOWLEDGE
    }

    Source source() {
        return source;
    }

    /** For one, all month long, or for one GB. */
    BigDecimal monthly() {
        return per == Per.HOUR ? dollars.multiply(HOURS) : dollars;
    }

    BigDecimal monthly(int quantity) {
        return monthly().multiply(BigDecimal.valueOf(quantity));
    }

    BigDecimal monthly(BigDecimal gigabytes) {
        return monthly().multiply(gigabytes);
    }
}
