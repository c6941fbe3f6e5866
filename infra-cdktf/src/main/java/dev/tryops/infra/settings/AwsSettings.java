package dev.tryops.infra.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in AWS.
 *
 * @param accountOrNull the account's twelve digits; without them, {@code terraform init} must be told the state bucket
 */
public record AwsSettings(String region, @Nullable String accountOrNull) {

    public AwsSettings {
        BadSetting.unless(
                region.matches("[a-z]{2}(-[a-z]+)+-\\d"), "region", "is '" + region + "', not one such as us-east-1");
        BadSetting.unless(
                accountOrNull == null || accountOrNull.matches("\\d{12}"),
                "account",
                "is '" + accountOrNull + "', not twelve digits");
    }

    public Optional<String> account() {
        return Optional.ofNullable(accountOrNull);
    }
}
