package dev.tryops.infra.identity;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import java.util.List;
import software.constructs.Construct;

/** A role with what it may do. Its sessions last an hour. */
public final class Role extends Construct {

    /** Seconds. */
    private static final int SESSION = 3_600;

    private final IamRole role;

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
        IamRolePolicy.Builder.create(this, policy)
                .name(policy)
                .role(role.getName())
                .policy(new PolicyDocument(statements).json())
                .build();
        return this;
    }

    public Role may(String policy, Statement... statements) {
        return may(policy, List.of(statements));
    }

    /** Attaches a policy that AWS keeps: {@code AmazonEKSClusterPolicy}. */
    public Role attach(String managedPolicy) {
        IamRolePolicyAttachment.Builder.create(this, managedPolicy)
                .role(role.getName())
                .policyArn("arn:aws:iam::aws:policy/" + managedPolicy)
                .build();
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

    /** The role itself, for what must wait until it has its policies. */
    public IamRole resource() {
        return role;
    }
}
