using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>Environments with all that is in them. What one holds can't be read, so it is never taken for the same.</summary>
internal sealed class Environments(RepositoryApi api, ActionsVariables variables, ActionsSecrets secrets)
    : IRepositoryParts<DeploymentEnvironment>
{
    public async Task<Result<PartSearch>> FindAsync(
        RepositoryName repository, DeploymentEnvironment wanted, CancellationToken cancellationToken)
    {
        var found = await api.FindAsync(
            repository, $"look for the environment {wanted.Name}", PathOf(wanted.Name), cancellationToken);
        return !found.IsOk ? Result<PartSearch>.Failed(found.Problems)
            : found.Value.Value is null ? PartSearch.Nothing
            : new PartSearch(new FoundPart(wanted.Name, PartLikeness.Unknown));
    }

    public async Task<Result<FoundPart>> MakeAsync(
        RepositoryName repository, DeploymentEnvironment wanted, FoundPart? found, CancellationToken cancellationToken)
    {
        var reviewers = await ReviewersAsync(repository, wanted.Reviewers, cancellationToken);
        if (!reviewers.IsOk)
        {
            return Result<FoundPart>.Failed(reviewers.Problems);
        }

        var put = await api.PutAsync(
            repository, $"make the environment {wanted.Name}", PathOf(wanted.Name), BodyOf(wanted, reviewers.Value),
            cancellationToken);
        if (!put.IsOk)
        {
            return Result<FoundPart>.Failed(put.Problems);
        }

        IReadOnlyList<Problem> problems = await PatternsAsync(repository, wanted, cancellationToken);
        problems = problems.Count > 0 ? problems : (await variables.WriteAsync(
            repository, PathOf(wanted.Name), wanted.Variables, cancellationToken)).Problems;
        problems = problems.Count > 0 ? problems : (await secrets.WriteAsync(
            repository, PathOf(wanted.Name), wanted.Secrets, cancellationToken)).Problems;
        return problems.Count > 0
            ? Result<FoundPart>.Failed(problems)
            : new FoundPart(wanted.Name, PartLikeness.Same);
    }

    public async Task<Result<PartRemoval>> RemoveAsync(
        RepositoryName repository, MadePart made, CancellationToken cancellationToken)
    {
        var name = made.Id ?? throw new InvalidOperationException("An environment has a name.");
        var removed = await api.DeleteAsync(repository, $"remove the environment {name}", PathOf(name), cancellationToken);
        return removed.IsOk ? new PartRemoval(removed.Value) : Result<PartRemoval>.Failed(removed.Problems);
    }

    private async Task<IReadOnlyList<Problem>> PatternsAsync(
        RepositoryName repository, DeploymentEnvironment wanted, CancellationToken cancellationToken)
    {
        (string Type, string Name)[] patterns =
        [
            .. wanted.BranchPatterns.Select(name => ("branch", name)), .. wanted.TagPatterns.Select(name => ("tag", name)),
        ];
        if (patterns.Length == 0)
        {
            return [];
        }

        var path = $"{PathOf(wanted.Name)}/deployment-branch-policies";
        var listed = await api.ListAsync(repository, "list the branches", path, "branch_policies", cancellationToken);
        if (!listed.IsOk)
        {
            return listed.Problems;
        }

        var there = listed.Value.Select(policy => ($"{policy["type"] ?? "branch"}", $"{policy["name"]}")).ToHashSet();
        foreach (var (type, name) in patterns.Distinct().Where(pattern => !there.Contains(pattern)))
        {
            var body = new JsonObject { ["name"] = name, ["type"] = type };
            var made = await api.PostAsync(repository, $"let {name} be deployed", path, body, cancellationToken);
            if (!made.IsOk)
            {
                return made.Problems;
            }
        }

        return [];
    }

    private async Task<Result<JsonArray>> ReviewersAsync(
        RepositoryName repository, IReadOnlyList<DeploymentReviewer> reviewers, CancellationToken cancellationToken)
    {
        JsonArray found = [];
        foreach (var reviewer in reviewers)
        {
            var name = Uri.EscapeDataString(reviewer.Name);
            var path = reviewer.IsTeam ? $"orgs/{repository.Owner}/teams/{name}" : $"users/{name}";
            var account = await api.FindElsewhereAsync($"look for {reviewer.Name}", path, cancellationToken);
            if (!account.IsOk)
            {
                return Result<JsonArray>.Failed(account.Problems);
            }

            if (account.Value.Value is not JsonObject known)
            {
                return new Problem(
                    "reviewer-unknown", $"GitHub has no {(reviewer.IsTeam ? "team" : "user")} {reviewer.Name}.", "reviewers",
                    reviewer.Name, "annotations github.com/user-login or github.com/team-slug in the catalog");
            }

            found.Add(new JsonObject { ["type"] = reviewer.IsTeam ? "Team" : "User", ["id"] = (long)known["id"]! });
        }

        return found;
    }

    private static JsonObject BodyOf(DeploymentEnvironment wanted, JsonArray reviewers)
    {
        var body = new JsonObject
        {
            ["deployment_branch_policy"] = wanted.Branches is { } branches
                ? new JsonObject
                {
                    ["protected_branches"] = branches.OnlyProtected,
                    ["custom_branch_policies"] = branches.ByPattern,
                }
                : null,
        };
        if (wanted.WaitTimer is { } minutes)
        {
            body["wait_timer"] = minutes;
        }

        if (wanted.PreventSelfReview is { } isPrevented)
        {
            body["prevent_self_review"] = isPrevented;
        }

        if (reviewers.Count > 0)
        {
            body["reviewers"] = reviewers;
        }

        return body;
    }

    private static string PathOf(string name) => $"environments/{Uri.EscapeDataString(name)}";
}
