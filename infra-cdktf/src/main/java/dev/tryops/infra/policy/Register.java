package dev.tryops.infra.policy;

import dev.tryops.infra.policy.Exceptions.Entry;
import java.time.LocalDate;
import java.util.List;

/**
 * The entries of the register. Before one is added, see whether the resource can be as the rule wants it. {@code make scan}
 * fails where nothing needs an entry any more.
 */
final class Register {

    private static final String OWNER = "platform";
    private static final LocalDate REVIEW = LocalDate.of(2027, 11, 30);
    /** What only an account can show is to be looked at again once there is one. */
    private static final LocalDate PROOF = LocalDate.of(2027, 5, 31);

    static final List<Entry> ENTRIES = List.of(
            entry(
                    "CKV_AWS_145",
                    "*/access-logs/bucket",
                    "S3 documents that access logs are delivered to buckets with its own encryption only, and whether a key"
                            + " of ours works is disputed. Lost logs are worse: AES256 until an account has shown it",
                    PROOF),
            entry(
                    "CKV_AWS_18",
                    "*/access-logs/bucket",
                    "It is where access logs go. Logged to itself, every delivery would cause the next",
                    REVIEW),
            entry(
                    "CKV_AWS_144",
                    "*/access-logs/bucket",
                    "Access logs are evidence for a year, not a thing to restore. A region that is lost takes the"
                            + " service with it, and the logs of its last hours",
                    REVIEW),
            entry(
                    "CKV_AWS_144",
                    "bootstrap/state-bucket/states/bucket",
                    "All that a state describes is in one region. Old versions are kept, and terraform import makes a"
                            + " state again",
                    REVIEW),
            entry(
                    "CKV_AWS_144",
                    "foundation/buckets/models/bucket",
                    "Models can be trained and published again from data and seed. Old versions are kept for a year. A"
                            + " second region needs a second key, and a decision on where the service fails over to",
                    REVIEW),
            entry(
                    "CKV_AWS_144",
                    "foundation/buckets/predictions/bucket",
                    "Predictions are personal data that expires. A copy in another region would have to expire, and be"
                            + " justified, as well",
                    REVIEW),
            entry(
                    "CKV_AWS_25",
                    "cluster/cluster/groups/nodes-from-cluster",
                    "Checkov does not know referenced_security_group_id, and takes this rule for one without a source. It"
                            + " is the control plane alone that reaches these ports, as the rule of the same id here sees",
                    REVIEW),
            entry(
                    "CKV_GIT_4",
                    "github/workflows/*secret-*",
                    "What workflows are told this way are names and addresses: the role, the region, two repositories and"
                            + " a bucket. None of it opens anything",
                    REVIEW),
            entry(
                    "CKV_AWS_355",
                    "foundation/github/boundary",
                    "A permissions boundary grants nothing: it is the most that the deploying role can be granted",
                    REVIEW));

    private Register() {}

    private static Entry entry(String id, String resource, String reason, LocalDate expires) {
        return new Entry(id, resource, OWNER, reason, expires);
    }
}
