namespace Platform.Core.Scaffolding.Actions.Publishing;

internal static class PullRequestExamples
{
    public static IReadOnlyList<ActionExample> All { get; } =
    [
        new(
            "Propose the workspace to a repository",
            """
            steps:
              - id: pull
                action: publish:github:pull-request
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  branchName: add-tests
                  title: Add tests
                  description: They check what matters.
            """),
        new(
            "Put one folder into another, as a draft, and ask a team",
            """
            steps:
              - id: pull
                action: publish:github:pull-request
                input:
                  repoUrl: github.com?owner=acme&repo=deployments
                  branchName: add-orders
                  title: Deploy orders
                  description: New.
                  sourcePath: deploy
                  targetPath: services/orders
                  draft: true
                  teamReviewers: [platform]
            """),
    ];
}
