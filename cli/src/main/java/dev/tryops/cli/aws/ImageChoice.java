package dev.tryops.cli.aws;

import dev.tryops.deployment.Digests;
import dev.tryops.deployment.Release;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageStatus;

/**
 * Which of a repository's images is meant, told from the pages that {@code DescribeImages} answered with and nothing
 * else. Not chosen are what has no tag of a commit, what belongs to another image (signatures, attestations) and what was
 * archived, which nobody can pull.
 */
final class ImageChoice {

    /** How cosign names what it keeps beside an image; {@code sha256-} is also how referrers are named in old registries. */
    private static final Pattern BELONGS_TO_ANOTHER = Pattern.compile("sha256-.*|.*\\.(sig|att|sbom)");

    private final String repository;
    private final List<PushedImage> images;

    private ImageChoice(String repository, List<PushedImage> images) {
        this.repository = repository;
        this.images = images;
    }

    /** The choice there is. An answer that contradicts itself is an {@link AwsProblem}. */
    static ImageChoice among(String repository, Collection<DescribeImagesResponse> pages) {
        List<PushedImage> images = new ArrayList<>();
        Map<String, String> digestOf = new HashMap<>();
        for (DescribeImagesResponse page : pages) {
            for (ImageDetail detail : page.imageDetails()) {
                pushed(repository, detail).ifPresent(image -> {
                    image.commits().forEach(tag -> isOneImages(repository, tag, image.digest(), digestOf));
                    images.add(image);
                });
            }
        }
        return new ImageChoice(repository, images);
    }

    /** The image that was pushed last. That there is none is an {@link AwsProblem}. */
    PushedImage newest() {
        return images.stream()
                .max(Comparator.comparing(PushedImage::pushedAt).thenComparing(PushedImage::digest))
                .orElseThrow(() -> new AwsProblem(
                        "The repository %s holds no image with a tag %s…: signatures and untagged images do not count. Push one first"
                                .formatted(repository, Release.TAG_PREFIX)));
    }

    /** The image of one commit. */
    PushedImage tagged(String tag) {
        return images.stream()
                .filter(image -> image.commits().contains(tag))
                .findFirst()
                .orElseThrow(() ->
                        new AwsProblem("The repository %s holds no image with the tag %s".formatted(repository, tag)));
    }

    private static Optional<PushedImage> pushed(String repository, ImageDetail image) {
        SortedSet<String> commits = new TreeSet<>(image.imageTags());
        boolean anothers = image.subjectManifestDigest() != null
                || commits.stream()
                        .anyMatch(tag -> BELONGS_TO_ANOTHER.matcher(tag).matches());
        commits.removeIf(tag -> !tag.startsWith(Release.TAG_PREFIX));
        if (anothers || commits.isEmpty() || image.imageStatus() == ImageStatus.ARCHIVED) {
            return Optional.empty();
        }
        if (image.imageDigest() == null || !Digests.isDigest(image.imageDigest()) || image.imagePushedAt() == null) {
            throw new AwsProblem(
                    "ECR's answer about %s gives the image %s no digest, or no time of its push; nothing was released"
                            .formatted(repository, commits.first()));
        }
        return Optional.of(new PushedImage(image.imageDigest(), commits, image.imagePushedAt()));
    }

    private static void isOneImages(String repository, String tag, String digest, Map<String, String> digestOf) {
        String known = digestOf.putIfAbsent(tag, digest);
        if (known != null && !known.equals(digest)) {
            throw new AwsProblem("ECR's answer about %s gives the tag %s to two images; nothing was released"
                    .formatted(repository, tag));
        }
    }
}
