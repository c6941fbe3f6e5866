package dev.tryops.infra.keys;

import dev.tryops.infra.identity.Arns;
import dev.tryops.infra.settings.Names;
import software.constructs.Construct;

/** The keys of an environment: one for each kind of data, and one that signs. */
public final class Keys extends Construct {

    private final Key eks;
    private final Key s3;
    private final Key ecr;
    private final Key signing;

    public Keys(Construct scope, String id, Names names, Arns arns) {
        super(scope, id);
        KeyPolicies policies = new KeyPolicies(arns, names);
        eks = Key.encrypting(
                this, "eks", names.keyAlias("eks"), "Secrets of the cluster, volumes, logs", policies.eks());
        s3 = Key.encrypting(this, "s3", names.keyAlias("s3"), "Models and predictions", policies.s3());
        ecr = Key.encrypting(this, "ecr", names.keyAlias("ecr"), "Images", policies.ecr());
        signing = Key.signing(
                this, "signing", names.keyAlias("signing"), "Signatures of manifests and pointers", policies.signing());
    }

    public String eks() {
        return eks.arn();
    }

    public String s3() {
        return s3.arn();
    }

    public String ecr() {
        return ecr.arn();
    }

    public String signing() {
        return signing.arn();
    }
}
