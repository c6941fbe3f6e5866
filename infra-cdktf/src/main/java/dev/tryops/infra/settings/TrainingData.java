package dev.tryops.infra.settings;

/** What the nightly job trains on. There is no default: nobody trains on drawn rows by accident. */
public sealed interface TrainingData {

    /** A file, directory or glob in a bucket: {@code s3://bucket/applications/*.parquet}. */
    record S3(String uri) implements TrainingData {

        public S3 {
            BadSetting.unless(
                    uri.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.+"),
                    "trainingData",
                    "is '" + uri + "', not s3://bucket/key");
        }

        public String bucket() {
            return uri.substring("s3://".length(), uri.indexOf('/', "s3://".length()));
        }
    }

    /** Rows that are drawn anew for every training: for a first look, never for decisions. */
    record Synthetic(int rows) implements TrainingData {

        /** With fewer, the hold-out set is too small for the gate to say anything. */
        private static final int FEWEST = 500;

        public Synthetic {
            BadSetting.unless(
                    rows >= FEWEST, "trainingData", "is %d drawn rows, not at least %d".formatted(rows, FEWEST));
        }
    }
}
