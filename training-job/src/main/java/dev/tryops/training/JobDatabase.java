package dev.tryops.training;

import dev.tryops.model.EnvironmentVariables;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The database in which a run is remembered, so that the next one knows that it died. */
record JobDatabase(
        String url, @Nullable String user, @Nullable String password) {

    private static final Pattern KNOWN = Pattern.compile("jdbc:(h2:file:|postgresql:).+");
    private static final Pattern CREDENTIAL = Pattern.compile("[?&;](user|password)=");

    /** What {@code typed}, else the variable, names; what cannot be used is an {@link IllegalArgumentException}. */
    static Optional<JobDatabase> of(@Nullable String typed, Map<String, String> variables) {
        String url = typed != null ? typed : variables.getOrDefault(EnvironmentVariables.JOB_REPOSITORY, "");
        return url.isBlank()
                ? Optional.empty()
                : Optional.of(new JobDatabase(
                        url.strip(),
                        variables.get(EnvironmentVariables.JOB_REPOSITORY_USER),
                        variables.get(EnvironmentVariables.JOB_REPOSITORY_PASSWORD)));
    }

    JobDatabase {
        if (CREDENTIAL.matcher(url.toLowerCase(Locale.ROOT)).find()) {
            throw new IllegalArgumentException(
                    "The URL of the job repository holds a user or a password. Set %s and %s instead"
                            .formatted(
                                    EnvironmentVariables.JOB_REPOSITORY_USER,
                                    EnvironmentVariables.JOB_REPOSITORY_PASSWORD));
        }
        if (!KNOWN.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "--job-repository is jdbc:h2:file:/directory/name or jdbc:postgresql://host/database, not '%s'"
                            .formatted(url));
        }
    }

    /** As Boot configures a pool of connections to it; the schema is created where it is absent. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", url);
        if (user != null || isH2()) {
            properties.put("spring.datasource.username", user == null ? "sa" : user);
        }
        if (password != null || isH2()) {
            properties.put("spring.datasource.password", password == null ? "" : password);
        }
        properties.put("spring.datasource.hikari.connection-timeout", "5000");
        properties.put("spring.datasource.hikari.maximum-pool-size", "2");
        // A fit may take hours, and firewalls forget connections that say nothing.
        properties.put("spring.datasource.hikari.minimum-idle", "0");
        if (!isH2()) {
            // Seconds; every statement is a small one, and a server that is gone may say nothing for ever.
            properties.put("spring.datasource.hikari.data-source-properties.socketTimeout", "60");
        }
        properties.put("spring.batch.jdbc.initialize-schema", "always");
        // No other process writes the rows of this work directory.
        properties.put("spring.batch.jdbc.isolation-level-for-create", "read_committed");
        return properties;
    }

    private boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** Without what follows the name of the database, and never with a password. */
    @Override
    public String toString() {
        return url.replaceFirst("[?;].*", "");
    }
}
