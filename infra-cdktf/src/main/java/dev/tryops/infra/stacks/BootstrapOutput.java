package dev.tryops.infra.stacks;

/** What the bootstrap stack tells. */
enum BootstrapOutput implements Output {
    STATE_BUCKET_NAME,
    STATE_KEY_ALIAS,
    GITHUB_OIDC_PROVIDER_ARN;

    @Override
    public StackName stack() {
        return StackName.BOOTSTRAP;
    }
}
