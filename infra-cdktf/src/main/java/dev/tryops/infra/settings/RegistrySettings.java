package dev.tryops.infra.settings;

/**
 * How long images are kept. Signatures have tags of their own and are never counted.
 *
 * @param releases how many images with a tag {@code release-…}
 * @param commits how many others with a tag {@code sha-…}
 * @param untaggedDays for how many days images without a tag
 */
public record RegistrySettings(int releases, int commits, int untaggedDays) {

    public RegistrySettings {
        BadSetting.unless(releases >= 1, "registry.releases", "is " + releases + ", but what runs must be kept");
        BadSetting.unless(commits >= 1, "registry.commits", "is " + commits + ", but the newest must be kept");
        BadSetting.unless(untaggedDays >= 1, "registry.untaggedDays", "is " + untaggedDays + ", not at least 1");
    }
}
