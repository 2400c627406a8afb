using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Teams and people; PUT grants or keeps. Whoever must get in and can't is an error, others are a warning.</summary>
internal sealed class AccessSetting(RepositoryApi api, TimeProvider clock) : IRepositorySetting
{
    private const int Looks = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        foreach (var grant in settings.Access)
        {
            var granted = await GrantAsync(handle, grant, cancellationToken);
            if (!granted.IsOk)
            {
                return granted.OrProblems();
            }
        }

        List<string> warnings = [];
        foreach (var grant in settings.Collaborators)
        {
            var granted = await GrantAsync(handle, grant, cancellationToken);
            warnings.AddRange(granted.Problems.Select(problem => problem.Message));
        }

        return warnings;
    }

    private async Task<Result<JsonNode>> GrantAsync(
        RepositoryHandle handle, RepositoryGrant grant, CancellationToken cancellationToken)
    {
        var repository = handle.Repository;
        var name = Uri.EscapeDataString(grant.Name);

        // The repository was readable before: what can't be found, several times, is the person or team.
        var context = CallContext.For(handle, $"let {grant.Name} in ({grant.Permission})") with { CreatedAt = null };
        var route = grant.IsTeam
            ? new Uri($"orgs/{repository.Owner}/teams/{name}/repos/{repository}", UriKind.Relative)
            : GitHubRoutes.Of(repository, $"collaborators/{name}");
        for (var look = 1; ; look++)
        {
            var put = await api.PutAsync(
                context, route, new JsonObject { ["permission"] = grant.Permission }, cancellationToken);
            if (put.IsOk || look == Looks || put.Problems[0].Code != GitHubProblems.RepositoryNotFound)
            {
                return put.IsOk ? put : Result<JsonNode>.Failed([.. put.Problems.Select(problem => About(problem, grant))]);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static Problem About(Problem problem, RepositoryGrant grant) => problem.Code != GitHubProblems.RepositoryNotFound
        ? problem
        : new Problem(
            "collaborator-unknown",
            $"GitHub has no {(grant.IsTeam ? "team" : "user")} {grant.Name}, or the token may not see it.",
            grant.IsTeam ? "team" : "user", grant.Name, "one that can be let in");
}
