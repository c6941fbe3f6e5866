package dev.tryops.registry;

import dev.tryops.model.ModelVersion;

/** What became of publishing a bundle; it is refused where no reader would accept it. */
public sealed interface PublishResult permits PublishResult.Published, PublishResult.VersionTaken, Refusal {

    record Published(ModelVersion version, String manifestSha256) implements PublishResult {}

    /** Another bundle already has this version, or a part of it: draw another and publish again. */
    record VersionTaken(ModelVersion version) implements PublishResult {}
}
