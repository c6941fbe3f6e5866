package dev.tryops.infra.policy;

import java.time.LocalDate;
import java.util.List;

/** The entries of the register. */
final class Register {

    private static final String OWNER = "infrastructure";
    /** When somebody must have looked at all of them again. */
    private static final LocalDate REVIEW = LocalDate.of(2027, 5, 31);

    static final List<Exceptions.Entry> ENTRIES = List.of(
            entry(
                    "CKV_AWS_18",
                    "*/access-logs/bucket",
                    "Holds the records of accesses to other buckets; recording accesses to these would have no end."),
            entry(
                    "CKV_AWS_145",
                    "*/access-logs/bucket",
                    "AWS promises to deliver access logs to buckets with S3's own keys alone, and records that go missing"
                            + " under another key go missing silently."),
            entry(
                    "CKV_AWS_144",
                    "bootstrap/state-bucket/*/bucket",
                    "States describe one region, and their versions are kept; without the region they describe nothing."),
            entry(
                    "CKV_AWS_144",
                    "foundation/buckets/*/bucket",
                    "Models can be trained again from data that lies elsewhere; predictions of people are kept in one region"
                            + " on purpose."),
            entry(
                    "CKV_AWS_355",
                    "foundation/github/boundary",
                    "A boundary grants nothing. The policies of AWS that it bounds look at networks and groups, for which IAM"
                            + " knows no resource."));

    private Register() {}

    private static Exceptions.Entry entry(String id, String resource, String reason) {
        return new Exceptions.Entry(id, resource, OWNER, reason, REVIEW);
    }
}
