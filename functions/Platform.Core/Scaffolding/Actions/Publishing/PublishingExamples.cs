namespace Platform.Core.Scaffolding.Actions.Publishing;

internal static class PublishingExamples
{
    public static IReadOnlyList<ActionExample> Publish { get; } =
    [
        new(
            "A private repository of the whole workspace",
            """
            steps:
              - id: publish
                action: publish:github
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  description: Takes orders
                  defaultBranch: main
            """),
        new(
            "With a team, a secret and two reviews for each change",
            """
            steps:
              - id: publish
                action: publish:github
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  defaultBranch: main
                  access: acme/team-a
                  collaborators:
                    - team: platform
                      access: maintain
                  secrets:
                    API_KEY: ${{ secrets.apiKey }}
                  requiredApprovingReviewCount: 2
                  requiredStatusCheckContexts: [test]
            """),
    ];

    public static IReadOnlyList<ActionExample> Create { get; } =
    [
        new(
            "A repository that a later step fills",
            """
            steps:
              - id: create
                action: github:repo:create
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  repoVisibility: internal
                  topics: [orders]
            """),
    ];

    public static IReadOnlyList<ActionExample> Push { get; } =
    [
        new(
            "The workspace into the repository of an earlier step",
            """
            steps:
              - id: push
                action: github:repo:push
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  defaultBranch: main
            """),
    ];
}
