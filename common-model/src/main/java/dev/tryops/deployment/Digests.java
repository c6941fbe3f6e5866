package dev.tryops.deployment;

import java.util.regex.Pattern;

/** The digest of an image, as registries write it. */
public final class Digests {

    private static final Pattern FORMAT = Pattern.compile("sha256:[0-9a-f]{64}");

    private Digests() {}

    public static boolean isDigest(String text) {
        return FORMAT.matcher(text).matches();
    }
}
