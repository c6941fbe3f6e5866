package dev.tryops.infra.generic;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformProviderConfig;
import com.hashicorp.cdktf.TerraformProviderGeneratorMetadata;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * How Terraform speaks to a cluster's API for Helm: as whoever runs it, by a token that the AWS CLI makes for each run and
 * nobody keeps.
 */
public final class HelmConnection extends TerraformProvider {

    private static final String NAME = "helm";
    /** The last of 2.x; 3.0 turned blocks into attributes. */
    private static final String VERSION = "2.17.0";

    private static final String CREDENTIALS = "client.authentication.k8s.io/v1beta1";

    /** @param caCertificate the certificate itself, not in Base64 */
    public HelmConnection(Construct scope, String host, String caCertificate, String cluster, String region) {
        super(
                scope,
                NAME,
                TerraformProviderConfig.builder()
                        .terraformResourceType(NAME)
                        .terraformProviderSource("hashicorp/helm")
                        .terraformGeneratorMetadata(TerraformProviderGeneratorMetadata.builder()
                                .providerName(NAME)
                                .providerVersion(VERSION)
                                .providerVersionConstraint(VERSION)
                                .build())
                        .build());
        addOverride(
                "kubernetes",
                Sorted.copy(List.of(Map.of(
                        "host", host,
                        "cluster_ca_certificate", caCertificate,
                        "exec", List.of(token(cluster, region))))));
    }

    private static Map<String, ?> token(String cluster, String region) {
        return Map.of(
                "api_version",
                CREDENTIALS,
                "command",
                "aws",
                "args",
                List.of("eks", "get-token", "--cluster-name", cluster, "--region", region));
    }
}
