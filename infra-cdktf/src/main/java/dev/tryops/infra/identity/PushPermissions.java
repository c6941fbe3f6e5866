package dev.tryops.infra.identity;

import java.util.List;

/** What it takes to push an image, to see that it is there, and to give it one more tag. */
final class PushPermissions {

    private PushPermissions() {}

    static List<Statement> statements(List<String> repositoryArns) {
        return List.of(
                Statement.allow("LogIn", "ecr:GetAuthorizationToken").everywhere(),
                Statement.allow(
                                "PushAndPull",
                                "ecr:BatchCheckLayerAvailability",
                                "ecr:BatchGetImage",
                                "ecr:CompleteLayerUpload",
                                "ecr:DescribeImages",
                                "ecr:GetDownloadUrlForLayer",
                                "ecr:InitiateLayerUpload",
                                "ecr:ListImages",
                                "ecr:PutImage",
                                "ecr:UploadLayerPart")
                        .on(repositoryArns));
    }
}
