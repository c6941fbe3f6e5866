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
        return copy(project, other, network, cluster, trainingData, options, releaseFile);
    }

    public InfraSettings with(NetworkSettings other) {
        return copy(project, aws, other, cluster, trainingData, options, releaseFile);
    }

    public InfraSettings with(ClusterSettings other) {
        return copy(project, aws, network, other, trainingData, options, releaseFile);
    }

    public InfraSettings with(Options other) {
        return copy(project, aws, network, cluster, trainingData, other, releaseFile);
    }

    public InfraSettings withProject(String other) {
        return copy(other, aws, network, cluster, trainingData, options, releaseFile);
    }

    public InfraSettings with(TrainingData other) {
        return copy(project, aws, network, cluster, other, options, releaseFile);
    }

    public InfraSettings withReleaseFile(String other) {
        return copy(project, aws, network, cluster, trainingData, options, other);
    }

    /** This with what {@code with} may change; all else stays. */
    private InfraSettings copy(
            String newProject,
            AwsSettings newAws,
            NetworkSettings newNetwork,
            ClusterSettings newCluster,
            TrainingData newData,
            Options newOptions,
            String newReleaseFile) {
        return new InfraSettings(
                environment,
                newProject,
                newAws,
                newNetwork,
                newCluster,
                registry,
                buckets,
                github,
                logRetention,
                singletons,
                newData,
                newOptions,
                newReleaseFile);
    }
}
