package dev.tryops.cli.aws;

import dev.tryops.model.EnvironmentName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;

/**
 * The tags {@code release-{environment}-{n}} of one repository. They keep the life cycle of the repository from deleting
 * what runs, however much is pushed after it.
 *
 * @param digests by number
 */
record ReleaseTags(EnvironmentName environment, Map<Integer, String> digests) {

    static ReleaseTags of(EnvironmentName environment, Collection<DescribeImagesResponse> pages) {
        Pattern format = Pattern.compile(Pattern.quote(prefix(environment)) + "(\\d{1,8})");
        Map<Integer, String> digests = new HashMap<>();
        for (DescribeImagesResponse page : pages) {
            for (ImageDetail image : page.imageDetails()) {
                for (String tag : image.imageTags()) {
                    Matcher number = format.matcher(tag);
                    if (number.matches()) {
                        digests.put(Integer.valueOf(number.group(1)), String.valueOf(image.imageDigest()));
                    }
                }
            }
        }
        return new ReleaseTags(environment, digests);
    }

    /**
     * The number under which two images are one release: one that both have, else one that one of them has and that is
     * free for the other, else the next.
     */
    static int numberOf(ReleaseTags api, String apiDigest, ReleaseTags training, String trainingDigest) {
        Set<Integer> possible = new TreeSet<>(api.numbersOf(apiDigest));
        possible.addAll(training.numbersOf(trainingDigest));
        possible.removeIf(number -> !api.isFreeFor(number, apiDigest) || !training.isFreeFor(number, trainingDigest));
        Set<Integer> ofBoth = new TreeSet<>(possible);
        ofBoth.removeIf(number -> !api.isTagged(number, apiDigest) || !training.isTagged(number, trainingDigest));
        return highest(ofBoth)
                .or(() -> highest(possible))
                .orElseGet(() -> 1 + Math.max(api.highest(), training.highest()));
    }

    static String tag(EnvironmentName environment, int number) {
        return prefix(environment) + number;
    }

    boolean isTagged(int number, String digest) {
        return digest.equals(digests.get(number));
    }

    private boolean isFreeFor(int number, String digest) {
        return digests.getOrDefault(number, digest).equals(digest);
    }

    private Set<Integer> numbersOf(String digest) {
        return digests.entrySet().stream()
                .filter(entry -> entry.getValue().equals(digest))
                .map(Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private int highest() {
        return highest(digests.keySet()).orElse(0);
    }

    private static Optional<Integer> highest(Set<Integer> numbers) {
        return numbers.stream().max(Integer::compare);
    }

    private static String prefix(EnvironmentName environment) {
        return "release-" + environment + "-";
    }
}
