package dev.tryops.cli;

import dev.tryops.deployment.DeploymentFiles;
import dev.tryops.model.EnvironmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What synth writes of an environment. */
final class Facts {

    static final EnvironmentName NAME = new EnvironmentName("production");

    static final String PRODUCTION = """
            {
              "environment" : "production",
              "project" : "sam-mlops",
              "region" : "us-east-1",
              "account" : null,
              "repositories" : {"api" : "sam-mlops-production-api", "training" : "sam-mlops-production-training"},
              "cluster" : {
                "name" : "sam-mlops-production-eks",
                "version" : "1.33",
                "end_of_standard_support" : "2026-07-29",
                "end_of_extended_support" : "2027-07-29",
                "public_cidrs" : [ ]
              },
              "capacity" : {
                "elastic_ips" : 3, "on_demand_vcpus" : 16, "spot_vcpus" : 0, "elastic_ips_of_all_environments" : 5
              },
              "singletons" : {"github_oidc_provider_exists" : false, "autoscaling_role_exists" : false},
              "buckets" : [ "sam-mlops-production-models-{account}", "sam-mlops-production-models-{account}-logs" ],
              "charts" : [
                {"name" : "kyverno", "namespace" : "kyverno", "purpose" : "admission"},
                {"name" : "policies", "namespace" : "kyverno", "purpose" : "policies"},
                {"name" : "training", "namespace" : "mlops", "purpose" : "workload"},
                {"name" : "api", "namespace" : "mlops", "purpose" : "workload"}
              ],
              "stacks" : [ "bootstrap", "foundation", "github", "cluster", "platform" ]
            }
            """;

    private Facts() {}

    static void write(DeploymentFiles files, String facts) throws IOException {
        write(files, facts, NAME.value());
    }

    static void write(DeploymentFiles files, String facts, String environment) throws IOException {
        Path file = files.facts(new EnvironmentName(environment));
        Files.createDirectories(file.getParent());
        Files.writeString(file, facts);
    }
}
