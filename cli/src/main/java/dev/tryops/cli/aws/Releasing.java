package dev.tryops.cli.aws;

import dev.tryops.deployment.Release;
import dev.tryops.deployment.ReleasedImage;
import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.CorruptArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;

/**
 * Decides once which images an environment runs: the newest of both repositories, or those of one commit. They are tagged
 * first, so that what the file names is already safe from the repositories' life cycle, and then recorded.
 */
public final class Releasing {

    /** So often somebody else may take the number that was meant. */
    private static final int LOST_NUMBERS = 5;

    private final Order order;

    /**
     * What is to be released.
     *
     * @param account whose repositories they must be, if the settings say so
     * @param tag the commit's, or else the newest
     * @param older whether an image may be replaced by one that was pushed before it
     */
    public record Order(
            EnvironmentName environment,
            String region,
            @Nullable String account,
            String apiRepository,
            String trainingRepository,
            @Nullable String tag,
            boolean older,
            boolean dryRun) {}

    /** How it ended. */
    public sealed interface Result {

        /**
         * @param releaseTag that both digests have now, or would get
         * @param tagged how many of the two got it now
         * @param written whether the file has changed
         */
        record Released(Release release, String releaseTag, int tagged, boolean written, boolean dryRun)
                implements Result {}

        /** Nothing was changed, for the reason given. */
        record Refused(String reason) implements Result {}
    }

    /** What of one repository was read. */
    private record Chosen(
            ImageRepository repository, ImageRepository.Facts facts, Collection<DescribeImagesResponse> pages) {
        ImageChoice choice(String name) {
            return ImageChoice.among(name, pages);
        }
    }

    private Releasing(Order order) {
        this.order = order;
    }

    /**
     * Carries {@code order} out and records it in {@code file}.
     *
     * @param environment names other servers than AWS's own
     * @throws AwsProblem if ECR cannot be asked, or contradicts itself
     * @throws CorruptArtifact if {@code file} holds no release
     */
    public static Result run(Order order, Path file, Map<String, String> environment)
            throws IOException, CorruptArtifact {
        try (EcrClient ecr = new AwsClients(order.region(), environment).ecr()) {
            return new Releasing(order)
                    .run(file, look(ecr, order.apiRepository()), look(ecr, order.trainingRepository()));
        }
    }

    private static Chosen look(EcrClient ecr, String name) {
        ImageRepository repository = new ImageRepository(ecr, name);
        return new Chosen(repository, repository.facts(), repository.pages());
    }

    private Result run(Path file, Chosen api, Chosen training) throws IOException, CorruptArtifact {
        Optional<String> foreign = foreign(api).or(() -> foreign(training));
        if (foreign.isPresent()) {
            return new Result.Refused(foreign.get());
        }
        PushedImage apiImage = chosen(api, order.apiRepository());
        PushedImage trainingImage = chosen(training, order.trainingRepository());
        TreeSet<String> common = new TreeSet<>(apiImage.commits());
        common.retainAll(trainingImage.commits());
        if (common.isEmpty()) {
            return new Result.Refused(
                    "The newest images are not of one commit: %s has %s, %s has %s. Wait for the push that is under way, or choose with --tag"
                            .formatted(
                                    order.apiRepository(),
                                    apiImage.commits().first(),
                                    order.trainingRepository(),
                                    trainingImage.commits().first()));
        }
        String tag = order.tag() == null ? common.first() : order.tag();
        Release release =
                new Release(order.environment(), tag, released(api, apiImage), released(training, trainingImage));
        Optional<Release> before = Release.read(file, order.environment());
        Optional<String> step = before.flatMap(known -> stepBack(known, release));
        return step.isPresent() ? new Result.Refused(step.get()) : carryOut(file, before, release, api, training);
    }

    private Optional<String> foreign(Chosen repository) {
        ImageRepository.Facts facts = repository.facts();
        if (order.account() != null && !order.account().equals(facts.account())) {
            return Optional.of("%s belongs to the account %s, and the settings of %s name %s. Change credentials"
                    .formatted(facts.uri(), facts.account(), order.environment(), order.account()));
        }
        return facts.immutable()
                ? Optional.empty()
                : Optional.of(
                        "The tags of %s are not immutable, so a release's tag could be moved. Deploy the foundation stack"
                                .formatted(facts.uri()));
    }

    private PushedImage chosen(Chosen repository, String name) {
        ImageChoice choice = repository.choice(name);
        return order.tag() == null ? choice.newest() : choice.tagged(order.tag());
    }

    private static ReleasedImage released(Chosen repository, PushedImage image) {
        return new ReleasedImage(repository.facts().uri(), image.digest(), image.pushedAt());
    }

    private Optional<String> stepBack(Release before, Release now) {
        boolean back = isOlder(now.api(), before.api()) || isOlder(now.training(), before.training());
        return back && !order.older()
                ? Optional.of("%s runs %s, which was pushed after %s. Say --older to go back"
                        .formatted(order.environment(), before.tag(), now.tag()))
                : Optional.empty();
    }

    private static boolean isOlder(ReleasedImage now, ReleasedImage before) {
        return !now.digest().equals(before.digest()) && now.pushedAt().isBefore(before.pushedAt());
    }

    private Result carryOut(Path file, Optional<Release> before, Release release, Chosen api, Chosen training)
            throws IOException {
        Tagging tagging = new Tagging(release, api.repository(), training.repository());
        Tagging.Done done = order.dryRun() ? tagging.plan(api.pages(), training.pages()) : tagging.run(LOST_NUMBERS);
        // The same images stay under the moments that were recorded first: a new tag may count as a push.
        boolean same = before.filter(known -> known.runsSameImages(release)).isPresent();
        if (!same && !order.dryRun()) {
            replace(file, release.text());
        }
        return new Result.Released(
                same ? before.orElseThrow() : release, done.tag(), done.tagged(), !same, order.dryRun());
    }

    private static void replace(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
