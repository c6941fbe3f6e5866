package dev.tryops.infra.generic;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformProviderConfig;
import com.hashicorp.cdktf.TerraformProviderGeneratorMetadata;
import software.constructs.Construct;

/** How Terraform speaks to GitHub. The token is in {@code GITHUB_TOKEN} while it runs, and nowhere else. */
public final class GithubConnection extends TerraformProvider {

    private static final String NAME = "github";
    private static final String VERSION = "6.13.0";

    public GithubConnection(Construct scope, String owner) {
        super(
                scope,
                NAME,
                TerraformProviderConfig.builder()
                        .terraformResourceType(NAME)
                        .terraformProviderSource("integrations/github")
                        .terraformGeneratorMetadata(TerraformProviderGeneratorMetadata.builder()
                                .providerName(NAME)
                                .providerVersion(VERSION)
                                .providerVersionConstraint(VERSION)
                                .build())
                        .build());
        addOverride("owner", owner);
    }
}
