package dev.tryops.infra.settings;

import dev.tryops.model.EnvironmentName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything in which environments may differ.
 *
 * @param project the first part of every name
 * @param releaseFile the images that run, as {@code tryops release} wrote them; relative to the module's directory
 */
public record InfraSettings(
        EnvironmentName environment,
        String project,
        AwsSettings aws,
        NetworkSettings network,
        ClusterSettings cluster,
        RegistrySettings registry,
        BucketSettings buckets,
        GithubSettings github,
        LogRetention logRetention,
        Singletons singletons,
        TrainingData trainingData,
        Options options,
        String releaseFile) {

    public InfraSettings {
        BadSetting.unless(
                project.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                "project",
                "is '" + project + "', not lower-case words with hyphens between them");
        int length = Names.prefix(project, environment).length();
        BadSetting.unless(
                length <= Names.LONGEST_PREFIX,
                "project",
                "makes '%s', which has %d characters, but names of buckets and roles leave room for %d"
                        .formatted(Names.prefix(project, environment), length, Names.LONGEST_PREFIX));
        BadSetting.unless(
                releaseFile.matches("[a-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*"),
                "releaseFile",
                "is '" + releaseFile + "', not a path below the module's directory");
    }

    public Names names() {
        return new Names(Names.prefix(project, environment));
    }

    /** What everything is tagged with. */
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("Project", project);
        tags.put("Environment", environment.value());
        tags.put("Namespace", Names.NAMESPACE);
        tags.put("ManagedBy", "cdktf");
        return tags;
    }

    public InfraSettings with(AwsSettings other) {
        return new InfraSettings(
                environment,
                project,
                other,
                network,
                cluster,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                trainingData,
                options,
                releaseFile);
    }

    public InfraSettings with(NetworkSettings other) {
        return new InfraSettings(
                environment,
                project,
                aws,
                other,
                cluster,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                trainingData,
                options,
                releaseFile);
    }

    public InfraSettings with(ClusterSettings other) {
        return new InfraSettings(
                environment,
                project,
                aws,
                network,
                other,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                trainingData,
                options,
                releaseFile);
    }

    public InfraSettings with(GithubSettings other) {
        return new InfraSettings(
                environment,
                project,
                aws,
                network,
                cluster,
                registry,
                buckets,
                other,
                logRetention,
                singletons,
                trainingData,
                options,
                releaseFile);
    }

    public InfraSettings with(Singletons other) {
        return new InfraSettings(
                environment,
                project,
                aws,
                network,
                cluster,
                registry,
                buckets,
                github,
                logRetention,
                other,
                trainingData,
                options,
                releaseFile);
    }

    public InfraSettings with(Options other) {
        return new InfraSettings(
                environment,
                project,
                aws,
                network,
                cluster,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                trainingData,
                other,
                releaseFile);
    }

    public InfraSettings withProject(String other) {
        return new InfraSettings(
                environment,
                other,
                aws,
                network,
                cluster,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                trainingData,
                options,
                releaseFile);
    }

    public InfraSettings with(TrainingData other) {
        return new InfraSettings(
                environment,
                project,
                aws,
                network,
                cluster,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                other,
                options,
                releaseFile);
    }

    public InfraSettings withReleaseFile(String other) {
        return new InfraSettings(
                environment,
                project,
                aws,
                network,
                cluster,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                trainingData,
                options,
                other);
    }
}
