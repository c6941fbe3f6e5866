package dev.tryops.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** One repository of Amazon ECR. What it does not answer, or answers wrongly, is an {@link AwsProblem}. */
final class ImageRepository {

    /** What ECR gives at most in one answer, and far more answers than any repository has. */
    private static final int PAGE = 1_000;

    private static final int MOST_PAGES = 500;
    private static final Pattern ADDRESS =
            Pattern.compile("(\\d{12})\\.dkr[.-]ecr(-fips)?\\.[a-z0-9.-]+/[a-z0-9][a-z0-9._/-]*");
    private static final String[] MANIFESTS = {
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json"
    };

    private final EcrClient ecr;
    private final String name;

    ImageRepository(EcrClient ecr, String name) {
        this.ecr = ecr;
        this.name = name;
    }

    /**
     * @param uri what images are pulled from
     * @param account whose it is
     * @param immutable whether a tag stays where it was first put
     */
    record Facts(String uri, String account, boolean immutable) {}

    Facts facts() {
        Repository repository =
                ask(() -> ecr.describeRepositories(request -> request.repositoryNames(name))).repositories().stream()
                        .filter(one -> name.equals(one.repositoryName()))
                        .findFirst()
                        .orElseThrow(
                                () -> new AwsProblem("ECR's answer about %s is about something else".formatted(name)));
        String uri = String.valueOf(repository.repositoryUri());
        var address = ADDRESS.matcher(uri);
        if (!address.matches() || !uri.endsWith("/" + name)) {
            throw new AwsProblem("ECR gives %s the address '%s', which is none of ECR's".formatted(name, uri));
        }
        return new Facts(uri, address.group(1), repository.imageTagMutability() == ImageTagMutability.IMMUTABLE);
    }

    /** All pages of what has a tag. */
    List<DescribeImagesResponse> pages() {
        List<DescribeImagesResponse> pages = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        @Nullable String next = null;
        do {
            @Nullable String token = next;
            DescribeImagesResponse page = ask(() -> ecr.describeImages(request -> request.repositoryName(name)
                    .filter(filter -> filter.tagStatus(TagStatus.TAGGED))
                    .maxResults(PAGE)
                    .nextToken(token)));
            for (ImageDetail image : page.imageDetails()) {
                if (image.repositoryName() != null && !name.equals(image.repositoryName())) {
                    throw new AwsProblem(
                            "ECR's answer about %s tells of the repository %s".formatted(name, image.repositoryName()));
                }
            }
            pages.add(page);
            next = page.nextToken();
            if (next != null && (!tokens.add(next) || pages.size() == MOST_PAGES)) {
                throw new AwsProblem("ECR's answer about %s does not end".formatted(name));
            }
        } while (next != null);
        return pages;
    }

    /** Whether the digest can be pulled. */
    boolean has(String digest) {
        return has(ImageIdentifier.builder().imageDigest(digest).build());
    }

    private boolean has(ImageIdentifier id) {
        try {
            return !ecr.describeImages(request -> request.repositoryName(name).imageIds(id))
                    .imageDetails()
                    .isEmpty();
        } catch (ImageNotFoundException e) {
            return false;
        } catch (SdkException e) {
            throw problem(e);
        }
    }

    /**
     * Whether something signed is kept beside the digest: a tag of cosign's, or a referrer. Nothing of it is read, so an
     * attestation counts as well.
     */
    boolean hasSignature(String digest) {
        return has(ImageIdentifier.builder()
                        .imageTag(digest.replace(':', '-') + ".sig")
                        .build())
                || ask(() -> ecr.listImageReferrers(
                                request -> request.repositoryName(name).subjectId(id -> id.imageDigest(digest))))
                        .referrers()
                        .stream()
                        .map(referrer -> String.valueOf(referrer.artifactType()))
                        .anyMatch(type ->
                                type.contains("sigstore") || type.contains("cosign") || type.contains("notary"));
    }

    /**
     * Gives {@code digest} one more tag. False if another image has it, which then keeps it: the repository's tags are
     * immutable.
     */
    boolean tag(String digest, String tag) {
        Image image = manifest(digest);
        try {
            ecr.putImage(request -> request.repositoryName(name)
                    .imageManifest(image.imageManifest())
                    .imageManifestMediaType(image.imageManifestMediaType())
                    .imageDigest(digest)
                    .imageTag(tag));
            return true;
        } catch (ImageAlreadyExistsException e) {
            return true;
        } catch (ImageTagAlreadyExistsException e) {
            return false;
        } catch (SdkException e) {
            throw problem(e);
        }
    }

    private Image manifest(String digest) {
        Image image = ask(() -> ecr.batchGetImage(request -> request.repositoryName(name)
                        .imageIds(id -> id.imageDigest(digest))
                        .acceptedMediaTypes(MANIFESTS)))
                .images()
                .stream()
                .findFirst()
                .orElseThrow(
                        () -> new AwsProblem("ECR does not give out %s@%s; it was not tagged".formatted(name, digest)));
        String bytes = String.valueOf(image.imageManifest());
        String found = "sha256:" + Sha256.hex(bytes.getBytes(UTF_8));
        if (!found.equals(digest)) {
            throw new AwsProblem("ECR gives %s out as %s@%s; it was not tagged".formatted(found, name, digest));
        }
        return image;
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw problem(e);
        }
    }

    private AwsProblem problem(SdkException e) {
        return new AwsProblem(
                e instanceof RepositoryNotFoundException
                        ? "There is no repository %s in ECR, in this region and account. Deploy the foundation stack first"
                                .formatted(name)
                        : "ECR does not answer about %s: %s".formatted(name, AwsFault.sentence(e)),
                e);
    }
}
