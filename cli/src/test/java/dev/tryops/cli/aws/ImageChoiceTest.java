package dev.tryops.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageStatus;

/** Which image is the newest, on answers of ECR alone. */
class ImageChoiceTest {

    private static final Instant NOON = Instant.parse("2026-02-08T12:00:00Z");

    @Test
    void theNewestIsTheOnePushedLastOnWhateverPage() {
        assertThat(newest(
                                page(image(1, 0, "sha-aaaaaaa"), image(2, 60, "sha-bbbbbbb")),
                                page(image(3, 30, "sha-ccccccc")))
                        .digest())
                .isEqualTo(digest(2));
        assertThat(newest(page(image(1, 0, "sha-aaaaaaa")), page(image(2, 60, "sha-bbbbbbb")))
                        .digest())
                .isEqualTo(digest(2));
    }

    @Test
    void anyOfAnImagesTagsMayBeTheCommits() {
        PushedImage image = newest(page(image(1, 0, "latest", "release-production-3", "sha-aaaaaaa")));

        assertThat(image.commits()).containsExactly("sha-aaaaaaa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256-0123.sig", "sha256-0123.att", "sha256-0123.sbom", "sha256-0123", "sha-aaaaaaa.sig"})
    void aSignatureIsNoImageHoweverNewItIs(String tag) {
        assertThat(newest(page(image(1, 0, "sha-aaaaaaa"), image(2, 60, tag))).digest())
                .isEqualTo(digest(1));
    }

    @Test
    void whatRefersToAnImageIsNoImageEvenUnderACommitsTag() {
        ImageDetail referrer = image(2, 60, "sha-bbbbbbb").toBuilder()
                .subjectManifestDigest(digest(1))
                .build();

        assertThat(newest(page(image(1, 0, "sha-aaaaaaa"), referrer)).digest()).isEqualTo(digest(1));
    }

    @Test
    void untaggedAndArchivedImagesAreNotChosen() {
        ImageDetail archived = image(3, 90, "sha-ccccccc").toBuilder()
                .imageStatus(ImageStatus.ARCHIVED)
                .build();

        assertThat(newest(page(image(1, 0, "sha-aaaaaaa"), image(2, 60), archived))
                        .digest())
                .isEqualTo(digest(1));
    }

    @Test
    void ofTwoPushedAtOnceItIsAlwaysTheSame() {
        ImageDetail one = image(1, 0, "sha-aaaaaaa");
        ImageDetail two = image(2, 0, "sha-bbbbbbb");

        assertThat(newest(page(one, two))).isEqualTo(newest(page(two, one)));
    }

    @Test
    void anEmptyRepositoryIsASentenceAndNeverNull() {
        for (DescribeImagesResponse page : List.of(page(), page(image(1, 0)), page(image(1, 0, "sha256-1.sig")))) {
            assertThatThrownBy(() -> newest(page))
                    .isInstanceOf(AwsProblem.class)
                    .hasMessageContaining("p-api holds no image with a tag sha-…")
                    .hasMessageContaining("Push one first");
        }
        assertThatThrownBy(() -> ImageChoice.among("p-api", List.of()).newest()).isInstanceOf(AwsProblem.class);
    }

    @Test
    void aCommitThatWasNotPushedIsNamed() {
        ImageChoice choice = ImageChoice.among("p-api", List.of(page(image(1, 0, "sha-aaaaaaa"))));

        assertThat(choice.tagged("sha-aaaaaaa").digest()).isEqualTo(digest(1));
        assertThatThrownBy(() -> choice.tagged("sha-bbbbbbb"))
                .isInstanceOf(AwsProblem.class)
                .hasMessageContaining("sha-bbbbbbb");
    }

    @Test
    void anAnswerThatContradictsItselfChoosesNothing() {
        assertThatThrownBy(() -> newest(page(image(1, 0, "sha-aaaaaaa"), image(2, 0, "sha-aaaaaaa"))))
                .hasMessageContaining("gives the tag sha-aaaaaaa to two images");
        for (String digest : Arrays.asList("null", "sha256:short", null)) {
            ImageDetail tampered =
                    image(1, 0, "sha-aaaaaaa").toBuilder().imageDigest(digest).build();
            assertThatThrownBy(() -> newest(page(tampered))).hasMessageContaining("no digest");
        }
        ImageDetail timeless =
                image(1, 0, "sha-aaaaaaa").toBuilder().imagePushedAt(null).build();
        assertThatThrownBy(() -> newest(page(timeless))).hasMessageContaining("no time of its push");
    }

    private static PushedImage newest(DescribeImagesResponse... pages) {
        return ImageChoice.among("p-api", List.of(pages)).newest();
    }

    private static DescribeImagesResponse page(ImageDetail... images) {
        return DescribeImagesResponse.builder().imageDetails(images).build();
    }

    private static ImageDetail image(int number, int minutes, String... tags) {
        return ImageDetail.builder()
                .imageDigest(digest(number))
                .imageTags(tags)
                .imagePushedAt(NOON.plusSeconds(60L * minutes))
                .build();
    }

    private static String digest(int number) {
        return "sha256:" + "%064x".formatted(number);
    }
}
