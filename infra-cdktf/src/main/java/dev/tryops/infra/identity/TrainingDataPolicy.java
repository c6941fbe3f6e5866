package dev.tryops.infra.identity;

import dev.tryops.infra.settings.TrainingData;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reading what a model is trained on: what is below the part of the key that has no wildcard, as the job lists it. */
final class TrainingDataPolicy {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private TrainingDataPolicy() {}

    static List<Statement> of(TrainingData.S3 data) {
        String prefix = prefix(data.uri().substring(("s3://" + data.bucket() + "/").length()));
        return List.of(
                Statement.allow("ReadTrainingData", "s3:GetObject").on(Arns.objects(data.bucket(), prefix)),
                Statement.allow("ListTrainingData", "s3:ListBucket")
                        .on(Arns.bucket(data.bucket()))
                        .when(Condition.stringLike("s3:prefix", prefix + "*")));
    }

    private static String prefix(String key) {
        Matcher wildcard = WILDCARD.matcher(key);
        return wildcard.find() ? key.substring(0, wildcard.start()) : key;
    }
}
