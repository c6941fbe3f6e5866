package dev.tryops.infra.identity;

import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.TerraformLocal;
import com.hashicorp.cdktf.providers.aws.iam_openid_connect_provider.IamOpenidConnectProvider;
import dev.tryops.infra.generic.NewerAttributes;
import dev.tryops.infra.settings.InfraSettings;
import dev.tryops.infra.settings.ServiceAccount;
import java.util.List;
import software.constructs.Construct;

/** Lets pods take roles by the tokens of their service accounts: each account its own role, and no other. */
public final class WorkloadIdentity extends Construct {

    private static final String AUDIENCE = "sts.amazonaws.com";

    private final InfraSettings settings;
    private final String boundaryArn;
    private final IamOpenidConnectProvider provider;
    private final String issuer;

    /** @param issuerUrl the cluster's, which vouches for its pods */
    public WorkloadIdentity(Construct scope, String id, InfraSettings settings, String issuerUrl, String boundaryArn) {
        super(scope, id);
        this.settings = settings;
        this.boundaryArn = boundaryArn;
        provider = IamOpenidConnectProvider.Builder.create(this, "provider")
                .url(issuerUrl)
                .clientIdList(List.of(AUDIENCE))
                .thumbprintList(List.of())
                .build();
        NewerAttributes.withoutThumbprints(provider);
        // Conditions name the issuer without its scheme. Under a name of its own, because the function's quotes would
        // end
        // the texts that policies are.
        issuer = new TerraformLocal(scope, "issuer", Fn.replace(issuerUrl, "https://", "")).getAsString();
    }

    /** A role that {@code account} alone may take. */
    public Role role(ServiceAccount account, String description) {
        PolicyDocument trust = PolicyDocument.of(Statement.allow("Trust", "sts:AssumeRoleWithWebIdentity")
                .by(new Principal.Federated(provider.getArn()))
                .when(Condition.stringEquals(issuer + ":aud", AUDIENCE))
                .when(Condition.stringEquals(issuer + ":sub", account.subject())));
        return new Role(this, account.account(), settings.names().role(account.role()), description, trust)
                .within(boundaryArn);
    }

    public String providerArn() {
        return provider.getArn();
    }
}
