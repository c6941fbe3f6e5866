package dev.tryops.infra.identity;

import com.hashicorp.cdktf.providers.aws.iam_openid_connect_provider.IamOpenidConnectProvider;
import dev.tryops.infra.generic.NewerAttributes;
import dev.tryops.infra.settings.GithubSettings;
import java.util.List;
import software.constructs.Construct;

/** Lets the account believe tokens of GitHub; which of them, the trust of each role says. */
public final class GithubProvider extends Construct {

    public GithubProvider(Construct scope, String id) {
        super(scope, id);
        IamOpenidConnectProvider provider = IamOpenidConnectProvider.Builder.create(this, "provider")
                .url("https://" + GithubSettings.ISSUER)
                .clientIdList(List.of(GithubSettings.AUDIENCE))
                .thumbprintList(List.of())
                .build();
        NewerAttributes.withoutThumbprints(provider);
    }
}
