using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Pull requests between branches of a repository, and what people say about them.</summary>
internal sealed class PullRequestRoutes(ForgeStore store, PullRequestMerging merging, TimeProvider time) : IRouteGroup
{
    private const string Pull = "/pulls/{pull_number}";
    private const string Comments = "/issues/{issue_number}/comments";

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
        // The forge has no issues but these.
        routes.MapRepository("GET", "/issues", (call, repository) =>
            call.Page(Wanted(call, repository), Shapes(call, repository).Issue));
        routes.MapRepository("GET", Comments, (call, repository) => Find(call, repository, "issue_number") is { } pull
            ? call.Page(pull.Comments, comment => Shapes(call, repository).Comment(pull, comment))
            : Answer.NotFound);
        routes.MapRepository("POST", Comments, Say);
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
                store.Ids.Next(), known.PullRequests.Length + 1, title, call.Text("body"), head, headSha, into, baseSha,
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
        return refused ?? Answer.Ok(new System.Text.Json.Nodes.JsonObject
        {
            ["sha"] = sha,
            ["merged"] = true,
            ["message"] = "Pull Request successfully merged",
        });
    }

    private Answer Say(Call call, Repository repository)
    {
        if (Find(call, repository, "issue_number") is not { } pull)
        {
            return Answer.NotFound;
        }

        if (call.Text("body") is not { Length: > 0 } text)
        {
            return Answer.Invalid("IssueComment", "body", "missing_field");
        }

        var comment = new CommentData(store.Ids.Next(), text, time.GetUtcNow());
        repository.Update(data => data.WithPull(
            pull.Number, one => one with { Comments = one.Comments.Add(comment), UpdatedAt = comment.CreatedAt }));
        return Answer.Created(Shapes(call, repository).Comment(pull, comment));
    }

    private static PullRequestData? Find(Call call, Repository repository, string parameter) =>
        repository.Data.PullRequests.FirstOrDefault(pull => pull.Number == call.RouteId(parameter));

    private PullShapes Shapes(Call call, Repository repository) => new(
        call.Urls, repository, store.Owner(repository.Data.Owner).Data, store.Owner(ForgeUser.Login, "User").Data);
}
