package dev.tryops.cli.aws;

import dev.tryops.deployment.Release;
import java.util.Collection;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;

/** Gives both images of a release one and the same number, whoever else is releasing. */
final class Tagging {

    private final Release release;
    private final ImageRepository api;
    private final ImageRepository training;

    Tagging(Release release, ImageRepository api, ImageRepository training) {
        this.release = release;
        this.api = api;
        this.training = training;
    }

    /** @param tagged how many of the two images got it now */
    record Done(String tag, int tagged) {}

    /** What {@link #run} would do. */
    Done plan(Collection<DescribeImagesResponse> ofApi, Collection<DescribeImagesResponse> ofTraining) {
        ReleaseTags apiTags = ReleaseTags.of(release.environment(), ofApi);
        ReleaseTags trainingTags = ReleaseTags.of(release.environment(), ofTraining);
        return new Done(ReleaseTags.tag(release.environment(), number(apiTags, trainingTags)), 0);
    }

    /** Looks and tags, again where another release has taken the number in between. */
    Done run(int attempts) {
        for (int attempt = 0; attempt < attempts; attempt++) {
            ReleaseTags apiTags = ReleaseTags.of(release.environment(), api.pages());
            ReleaseTags trainingTags = ReleaseTags.of(release.environment(), training.pages());
            int number = number(apiTags, trainingTags);
            String tag = ReleaseTags.tag(release.environment(), number);
            boolean apiHasIt = apiTags.isTagged(number, release.api().digest());
            boolean trainingHasIt =
                    trainingTags.isTagged(number, release.training().digest());
            if ((apiHasIt || api.tag(release.api().digest(), tag))
                    && (trainingHasIt || training.tag(release.training().digest(), tag))) {
                return new Done(tag, (apiHasIt ? 0 : 1) + (trainingHasIt ? 0 : 1));
            }
        }
        throw new AwsProblem("Other releases of %s took %d numbers meanwhile; nothing was recorded. Try again"
                .formatted(release.environment(), attempts));
    }

    private int number(ReleaseTags ofApi, ReleaseTags ofTraining) {
        return ReleaseTags.numberOf(
                ofApi, release.api().digest(), ofTraining, release.training().digest());
    }
}
