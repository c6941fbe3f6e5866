package dev.tryops.training;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What this program was built from; either may be unknown in a build outside of git. */
record BuildInfo(@Nullable String version, @Nullable String commit) {

    static BuildInfo read() {
        Properties git = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("/git.properties")) {
            if (in != null) {
                git.load(in);
            }
        } catch (IOException e) {
            // Then it stays unknown, as it does without the file.
        }
        return new BuildInfo(git.getProperty("git.build.version"), git.getProperty("git.commit.id"));
    }

    @Override
    public String toString() {
        return (version == null ? "(unknown version)" : version) + (commit == null ? "" : ", commit " + commit);
    }
}
