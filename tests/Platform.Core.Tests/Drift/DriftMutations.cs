using Platform.Core.Catalog;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Tests.Drift;

/// <summary>At least one for each rule.</summary>
internal static class DriftMutations
{
    private static readonly DateTimeOffset Now = ServiceShape.Now;

    public static IReadOnlyList<DriftMutation> All { get; } =
    [
        new("repository-without-descriptor", "all", "has no descriptor", one =>
            one.Without("catalog-info.yaml") with { Entity = null, Scaffolded = one.Scaffolded.Remove("catalog-info.yaml") })
            { IsAlone = true },
        new("descriptor-invalid", "descriptor", "metadata.name", one =>
            Same(one.With("catalog-info.yaml", one.Entity!.Replace($"name: {one.Name}", "name: not a name",
                StringComparison.Ordinal)))),
        new("entity-repository-gone", "all", "is gone", one => one with { Gone = true }) { IsAlone = true },
        new("entity-repository-archived", "all", "is archived", one => one with { Archived = true }) { IsAlone = true },
        new("entity-repository-renamed", "name", "is called acme/svc-", one => one with { FormerName = $"old-{one.Number}" }),
        new("service-not-in-catalog", "service", "is not in the catalog", one =>
            one with { DeployedAs = $"component:default/ghost-{one.Number}" }),
        new("catalog-not-growing", "growth", "still 100 components", one => one with { CatalogGrows = false }),
        new("owner-unknown", "owner", "'nobody' is not in the catalog", one => Same(one.Described($"owner: {one.Team}",
            "owner: nobody"))),
        new("owner-empty", "owner", "has no members", one => Same(one.Described($"owner: {one.Team}", "owner: team-empty"))),
        new("owner-not-committing", "owner", "of the last 40 commits", one => one with { Commits = Shapes.Commits("stranger",
            40) }),
        new("owner-not-committing", "owner", "CODEOWNERS gives it", one =>
            Same(one.With(".github/CODEOWNERS", $"* @acme/team-{(one.Number + 7) % 20}\n"))),
        new("owner-reported-wrong", "doubt", "moved to another team", one => one with { Doubt = new("moved to another team",
            Now) }),
        new("depends-on-dangling", "dangling", "component:default/ghost is not", one =>
            Same(one.Described("dependsOn: [", "dependsOn: [component:ghost, "))),
        new("depends-on-cyclic", "cycle", "-> component:default/loop-", one =>
            Same(one.Described("dependsOn: [", $"dependsOn: [component:loop-{one.Number}, "))),
        new("api-unknown", "api", "api:default/ghost is not", one => Same(one.Described("providesApis: [",
            "providesApis: [ghost, "))),
        new("production-without-deployments", "lifecycle", "for 90 days", one => one with { LastProduction = Now.AddDays(-200) })
            { NeedsService = true },
        new("experimental-in-production", "lifecycle", "was deployed to production", one =>
            Same(one.Described("lifecycle: production", "lifecycle: experimental"))) { NeedsService = true },
        new("deprecated-with-new-dependents", "lifecycle", "depends on it since", one =>
            Same(one.Described("lifecycle: production", "lifecycle: deprecated")) with
            {
                Dependents = [new(EntityRef.Parse("component:default/newcomer"), Now.AddDays(-5)),
                    new(EntityRef.Parse("component:default/veteran"), null)],
            }),
        new("link-dead", "link", "answers with 404", one => one with { Link = new(LinkHealth.Dead, 404, Now) }),
        new("annotation-dead", "annotation", "There is no acme/never-was", one => Same(one.Described(
            $"project-slug: acme/{one.Name}", "project-slug: acme/never-was"))),
        new("ci-missing", "ci", "No workflow runs", one => Same(one.With(".github/workflows/ci.yml",
            "on: workflow_call\njobs: {}\n"))),
        new("ci-without-golden-workflow", "ci", "No workflow calls a golden one", one =>
            Same(one.With(".github/workflows/ci.yml", Shapes.Workflow("acme/other/.github/workflows/service.yml@v2")))),
        new("ci-workflow-outdated", "ci", "in version v1.9", one => Same(one.With(
            ".github/workflows/ci.yml", Shapes.Workflow("acme/workflows/.github/workflows/service.yml@v1.9")))),
        new("ci-failing", "run", "ended with failure", one =>
            one with { Ci = new(true, "failure", null, Now.AddDays(-1), Now.AddDays(-9), "ci") }),
        new("branch-unprotected", "branch", "is not protected", one => one with { Protection = new(false, false, 0, []) }),
        new("branch-unprotected", "branch", "can be pushed to", one => one with { Protection = new(true, false, 0, []) }),
        new("secret-plain", "secret", "values in clear: token", one => Same(one.With(
            "deploy/secret.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: { name: web-token }\nstringData: { token: hunter2 }\n"))),
        new("external-secret-missing", "external", "reads the secret other-secret", one => Same(one.With(
            "deploy/other.yaml",
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: nightly }\n"
            + "spec: { envFrom: [{ secretRef: { name: other-secret } }] }\n"))),
        new("monitoring-missing", "monitor", "Nothing collects the metrics", one => Same(one.Without("deploy/monitor.yaml")))
            { NeedsService = true },
        new("telemetry-missing", "telemetry", "Nothing here speaks of OpenTelemetry", one => Same(one with
        {
            Files = one.Files.SetItems(one.Files.Where(file => !file.Key.StartsWith("deploy/", StringComparison.Ordinal))
                .Select(file => KeyValuePair.Create(file.Key, Shapes.WithoutTelemetry(file.Value)))),
        })) { NeedsService = true },
        new("argo-application-missing", "lifecycle", "told of no application", one =>
            one with { Argo = [] }) { NeedsService = true },
        new("argo-application-out-of-sync", "lifecycle", "is out of sync since", one => one with
        {
            Argo = [new(one.Name, "OutOfSync", "Healthy", Now.AddHours(-1), Now.AddDays(-3))],
        }) { NeedsService = true },
        new("template-behind", "template", "in version 1.0.0", one =>
            one with { TemplateMovedOn = true }) { NeedsService = true },
        new("template-files-edited", "docs", "docs/index.md was edited", one => one.With("docs/index.md", "ours now\n"))
            { NeedsService = true },
        new("docs-missing", "docs", "There is no documentation", one => Same(one
            .Described("    backstage.io/techdocs-ref: dir:.\n", string.Empty)
            .Without("README.md", "docs/index.md", "mkdocs.yml"))),
        new("docs-outdated", "owner,docs", "commits changed code since", one => one with
        {
            Commits = one.Commits! with { LastDocsAt = Now.AddDays(-400), CodeCommitsSinceDocs = 90 },
        }),
        new("runtime-end-of-life", "runtime", "has its end on", one =>
            Same(one with { Files = one.Files.SetItems(Old(one)) })),
    ];

    /// <summary>What the template made follows, so that only the rule that is meant sees a difference.</summary>
    private static ServiceShape Same(ServiceShape one) => one with
    {
        Scaffolded = one.Scaffolded.RemoveRange(one.Scaffolded.Keys.Except(one.Files.Keys))
            .SetItems(one.Files.Where(file => one.Scaffolded.ContainsKey(file.Key) && file.Key != "docs/index.md")),
    };

    /// <summary>Keeps telemetry as it is.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Old(ServiceShape one)
    {
        var pairs = Shapes.RuntimeOf(one.Stack, isOld: false).Zip(Shapes.RuntimeOf(one.Stack, isOld: true));
        return pairs.Where(pair => pair.First.Value != pair.Second.Value).Select(pair => KeyValuePair.Create(
            pair.First.Key,
            one.Files[pair.First.Key].Contains("telemetry", StringComparison.OrdinalIgnoreCase)
                ? pair.Second.Value : Shapes.WithoutTelemetry(pair.Second.Value)));
    }
}
