package dev.tryops.infra.identity;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** A role with what it may do. Its sessions last an hour. */
public final class Role extends Construct {

    /** Seconds. */
    private static final int SESSION = 3_600;

    private final IamRole role;
    private final List<ITerraformDependable> grants = new ArrayList<>();

    public Role(Construct scope, String id, String name, String description, PolicyDocument trust) {
        super(scope, id);
        role = IamRole.Builder.create(this, "role")
                .name(name)
                .description(description)
                .assumeRolePolicy(trust.json())
                .maxSessionDuration(SESSION)
                .build();
    }

    /** Allows what {@code statements} say, in a policy of the role's own. */
    public Role may(String policy, List<Statement> statements) {
        grants.add(IamRolePolicy.Builder.create(this, policy)
                .name(policy)
                .role(role.getName())
                .policy(new PolicyDocument(statements).json())
                .build());
        return this;
    }

    public Role may(String policy, Statement... statements) {
        return may(policy, List.of(statements));
    }

    /** Attaches a policy that AWS keeps: {@code AmazonEKSClusterPolicy}. */
    public Role attach(String managedPolicy) {
        grants.add(IamRolePolicyAttachment.Builder.create(this, managedPolicy.replace('/', '-'))
                .role(role.getName())
                .policyArn("arn:aws:iam::aws:policy/" + managedPolicy)
                .build());
        return this;
    }

    /** Whatever else the role is given, it may never do more than the policy {@code boundaryArn} allows. */
    public Role within(String boundaryArn) {
        role.setPermissionsBoundary(boundaryArn);
        return this;
    }

    public String arn() {
        return role.getArn();
    }

    public String name() {
        return role.getName();
    }

    /**
     * What the role has been given so far. Who works with the role depends on these: they come first and go last, so that
     * nothing is left behind because the right to remove it went before.
     */
    public List<ITerraformDependable> grants() {
        return List.copyOf(grants);
    }
}
