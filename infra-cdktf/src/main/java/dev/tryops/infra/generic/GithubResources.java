package dev.tryops.infra.generic;

import com.hashicorp.cdktf.TerraformDataSource;
import com.hashicorp.cdktf.TerraformResourceConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** What the stacks make of one repository on GitHub. */
public final class GithubResources {

    private static final Map<String, ?> CHOSEN_BRANCHES =
            Map.of("protected_branches", false, "custom_branch_policies", true);

    private final Construct scope;
    private final String repository;

    public GithubResources(Construct scope, String repository) {
        this.scope = scope;
        this.repository = repository;
    }

    /** A secret that every job of the repository gets. The value is in the state: nothing that must not be known. */
    public void secret(String name, String value) {
        make("secret-" + name, "github_actions_secret", Map.of("secret_name", name, "value", value));
    }

    /** The number of the person who logs in as {@code login}. */
    public String userId(String login) {
        return new User(scope, login).getStringAttribute("id");
    }

    /** An environment in which every job may run. */
    public Environment environment(String name) {
        return new Environment(
                "environment-" + name,
                make("environment-" + name, "github_repository_environment", Map.of("environment", name))
                        .attribute("environment"));
    }

    /** One that is there already. */
    public Environment existingEnvironment(String name) {
        return new Environment("environment-" + name, name);
    }

    /**
     * An environment whose jobs wait for the approval of one reviewer, on one branch alone; nobody gets around that.
     *
     * @param reviewers numbers of users; whoever started a job cannot approve it where there is somebody else
     */
    public Environment protectedEnvironment(String name, String branch, List<String> reviewers) {
        String id = "environment-" + name;
        Environment environment = new Environment(
                id,
                make(
                                id,
                                "github_repository_environment",
                                Map.of(
                                        "environment",
                                        name,
                                        "can_admins_bypass",
                                        false,
                                        "prevent_self_review",
                                        reviewers.size() > 1,
                                        "reviewers",
                                        List.of(Map.of("users", reviewers)),
                                        "deployment_branch_policy",
                                        List.of(CHOSEN_BRANCHES)))
                        .attribute("environment"));
        make(
                "branch-" + name,
                "github_repository_environment_deployment_policy",
                Map.of("environment", environment.name, "branch_pattern", branch));
        return environment;
    }

    private GenericResource make(String id, String type, Map<String, ?> attributes) {
        Map<String, Object> all = new HashMap<>(attributes);
        all.put("repository", repository);
        return new GenericResource(scope, id, type, all);
    }

    /** Where jobs of one kind run, with what only they get. */
    public final class Environment {

        private final String id;
        private final String name;

        private Environment(String id, String name) {
            this.id = id;
            this.name = name;
        }

        public void secret(String name, String value) {
            make(
                    id + "-secret-" + name,
                    "github_actions_environment_secret",
                    Map.of("environment", this.name, "secret_name", name, "value", value));
        }

        public void variable(String name, String value) {
            make(
                    id + "-variable-" + name,
                    "github_actions_environment_variable",
                    Map.of("environment", this.name, "variable_name", name, "value", value));
        }
    }

    private static final class User extends TerraformDataSource {

        private User(Construct scope, String login) {
            super(
                    scope,
                    "user-" + login,
                    TerraformResourceConfig.builder()
                            .terraformResourceType("github_user")
                            .build());
            addOverride("username", login);
        }
    }
}
