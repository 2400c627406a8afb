using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Pull requests between branches of a repository.</summary>
internal sealed class PullRequestRoutes(
    ForgeStore store, PeopleStore people, PullRequestMerging merging, RepositoryShapes shapes, TimeProvider time) : IRouteGroup
{
    private const string Pull = "/pulls/{pull_number}";
    private const string Reviewers = Pull + "/requested_reviewers";

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/pulls", (call, repository) =>
            call.Page(Wanted(call, repository), Shapes(call, repository).Simple));
        routes.MapRepository("POST", "/pulls", Create);
        routes.MapRepository("GET", Pull, (call, repository) => Find(call, repository, "pull_number") is { } pull
            ? Answer.Ok(Shapes(call, repository).Full(pull))
            : Answer.NotFound);
        routes.MapRepository("PATCH", Pull, Change);
        routes.MapRepository("PUT", Pull + "/merge", MergeAsync);
        routes.MapRepository("GET", Reviewers, (call, repository) => Find(call, repository, "pull_number") is { } pull
            ? Answer.Ok(ReviewersOf(call, repository, pull))
            : Answer.NotFound);
        routes.MapRepository("POST", Reviewers, AskForReview);
    }

    /// <summary>The newest first; as GitHub, passes over a head that names no owner.</summary>
    private static List<PullRequestData> Wanted(Call call, Repository repository)
    {
        var head = call.Query("head")?.Split(':', 2) is [_, var branch] ? branch : null;
        return
        [
            .. repository.Data.PullRequests
                .Where(pull => (call.Query("state") ?? "open") switch
                {
                    "all" => true,
                    "closed" => !pull.IsOpen,
                    _ => pull.IsOpen,
                })
                .Where(pull => head is null || pull.Head == head)
                .Where(pull => call.Query("base") is not { } into || pull.Base == into)
                .Reverse(),
        ];
    }

    private Answer Create(Call call, Repository repository)
    {
        var (git, data) = (repository.Git, repository.Data);
        var head = call.Text("head")?.Split(':') switch
        {
            [var branch] => branch,
            [var owner, var branch] when owner.Equals(data.Owner, StringComparison.OrdinalIgnoreCase) => branch,
            _ => string.Empty,
        };
        var into = call.Text("base") ?? string.Empty;
        if (call.Text("title") is not { Length: > 0 } title)
        {
            return Answer.Invalid("PullRequest", "title", "missing_field");
        }

        if (git.Refs.Read($"refs/heads/{into}") is not { } baseSha)
        {
            return Answer.Invalid("PullRequest", "base", "invalid");
        }

        if (git.Refs.Read($"refs/heads/{head}") is not { } headSha)
        {
            return Answer.Invalid("PullRequest", "head", "invalid");
        }

        if (git.IsFastForward(headSha, baseSha))
        {
            return Answer.Invalid("PullRequest", "head", "custom", $"No commits between {into} and {head}");
        }

        var now = time.GetUtcNow();
        PullRequestData? made = null;
        repository.Update(known =>
        {
            if (known.PullRequests.Any(pull => pull.IsOpen && pull.Head == head && pull.Base == into))
            {
                return known;
            }

            made = new(
                store.Ids.Next(), known.NextNumber, title, call.Text("body"), head, headSha, into, baseSha,
                call.Flag("draft") ?? false, now);
            return known with { PullRequests = known.PullRequests.Add(made) };
        });
        return made is null
            ? Answer.Invalid("PullRequest", "head", "custom", $"A pull request already exists for {data.Owner}:{head}.")
            : Answer.Created(Shapes(call, repository).Full(made));
    }

    private Answer Change(Call call, Repository repository)
    {
        if (Find(call, repository, "pull_number") is not { } pull)
        {
            return Answer.NotFound;
        }

        var now = time.GetUtcNow();
        if (call.Text("state") == "open" && !pull.IsOpen
            && (pull.MergedAt is not null || repository.Git.Refs.Read($"refs/heads/{pull.Head}") is null))
        {
            return Answer.Invalid("PullRequest", "state", "invalid", $"state cannot be changed. #{pull.Number} stays closed.");
        }

        var changed = repository.Update(data => data.WithPull(pull.Number, one => one with
        {
            Title = call.Text("title") ?? one.Title,
            Body = call.Text("body") ?? one.Body,
            ClosedAt = call.Text("state") switch { "closed" => one.ClosedAt ?? now, "open" => null, _ => one.ClosedAt },
            UpdatedAt = now,
        }));
        return Answer.Ok(Shapes(call, repository).Full(changed.PullRequests.Single(one => one.Number == pull.Number)));
    }

    private async Task<Answer> MergeAsync(Call call, Repository repository)
    {
        if (Find(call, repository, "pull_number") is not { } pull)
        {
            return Answer.NotFound;
        }

        var (refused, sha) = await merging.MergeAsync(call, repository, pull);
        return refused ?? Answer.Ok(new JsonObject
        {
            ["sha"] = sha,
            ["merged"] = true,
            ["message"] = "Pull Request successfully merged",
        });
    }

    /// <summary>GitHub asks only those who can see the repository.</summary>
    private Answer AskForReview(Call call, Repository repository)
    {
        if (Find(call, repository, "pull_number") is not { } pull)
        {
            return Answer.NotFound;
        }

        var known = people.Of(repository.Data.Owner);
        string[] users = [.. Texts(call, "reviewers")];
        string[] teams = [.. Texts(call, "team_reviewers")];
        if (users.Any(user => known.Find(user) is null && !repository.Data.Collaborators.ContainsKey(user))
            || teams.Any(team => known.FindTeam(team) is null))
        {
            return Answer.Invalid(
                "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a " +
                $"collaborator of the {repository.Data.FullName} repository.");
        }

        var changed = repository.Update(data => data.WithPull(pull.Number, one => one with
        {
            Reviewers = [.. one.Reviewers.Union(users, StringComparer.OrdinalIgnoreCase)],
            TeamReviewers = [.. one.TeamReviewers.Union(teams, StringComparer.OrdinalIgnoreCase)],
            UpdatedAt = time.GetUtcNow(),
        }));
        return Answer.Created(
            Shapes(call, repository).Simple(changed.PullRequests.Single(one => one.Number == pull.Number)));
    }

    private JsonObject ReviewersOf(Call call, Repository repository, PullRequestData pull)
    {
        var shape = Shapes(call, repository).Simple(pull);
        return new()
        {
            ["users"] = shape["requested_reviewers"]!.DeepClone(),
            ["teams"] = shape["requested_teams"]!.DeepClone(),
        };
    }

    private static IEnumerable<string> Texts(Call call, string field) =>
        (call.Body[field] as JsonArray ?? []).Select(one => $"{one}");

    private static PullRequestData? Find(Call call, Repository repository, string parameter) =>
        repository.Data.PullRequests.FirstOrDefault(pull => pull.Number == call.RouteId(parameter));

    private PullShapes Shapes(Call call, Repository repository) => shapes.Pulls(call, repository);
}
