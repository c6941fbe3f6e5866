package dev.tryops.training.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The page's looks. */
record StyleSheet(String css) {

    static StyleSheet read() {
        try (InputStream in = StyleSheet.class.getResourceAsStream("report.css")) {
            byte[] bytes = Objects.requireNonNull(in, "report.css").readAllBytes();
            return new StyleSheet(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a browser load nothing, run nothing, and apply this style sheet alone, which it knows by its digest. */
    String contentSecurityPolicy() {
        return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'".formatted(digest());
    }

    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
