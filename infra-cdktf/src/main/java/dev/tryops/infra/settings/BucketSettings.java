package dev.tryops.infra.settings;

/**
 * How long objects are kept, in days.
 *
 * @param noncurrentToGlacier until a replaced or deleted object moves to Glacier
 * @param noncurrentExpiry until it is gone
 * @param predictionsExpiry until predictions and feedback are gone
 * @param accessLogsExpiry until the records of accesses are gone
 */
public record BucketSettings(
        int noncurrentToGlacier, int noncurrentExpiry, int predictionsExpiry, int accessLogsExpiry) {

    /** For which Glacier charges in any case. */
    private static final int GLACIER_MINIMUM = 90;

    public BucketSettings {
        BadSetting.unless(
                noncurrentToGlacier >= 1, "buckets.noncurrentToGlacier", "is " + noncurrentToGlacier + " days, not 1");
        BadSetting.unless(
                noncurrentExpiry >= noncurrentToGlacier + GLACIER_MINIMUM,
                "buckets.noncurrentExpiry",
                "is %d days, but Glacier charges for %d behind noncurrentToGlacier (%d)"
                        .formatted(noncurrentExpiry, GLACIER_MINIMUM, noncurrentToGlacier));
        BadSetting.unless(
                predictionsExpiry >= 1, "buckets.predictionsExpiry", "is " + predictionsExpiry + " days, not 1");
        BadSetting.unless(accessLogsExpiry >= 1, "buckets.accessLogsExpiry", "is " + accessLogsExpiry + " days, not 1");
    }
}
