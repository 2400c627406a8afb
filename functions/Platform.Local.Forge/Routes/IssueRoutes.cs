using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Issues, and what is said of and hung on issues and pull requests alike.</summary>
internal sealed class IssueRoutes(ForgeStore store, RepositoryShapes shapes, TimeProvider time) : IRouteGroup
{
    private const string Issue = "/issues/{issue_number}";

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/issues", List);
        routes.MapRepository("POST", "/issues", Create);
        routes.MapRepository("GET", Issue, (call, repository) => Answered(call, repository));
        routes.MapRepository("PATCH", Issue, Change);
        routes.MapRepository("GET", $"{Issue}/comments", (call, repository) => WithThread(call, repository, thread =>
            call.Page(thread.Comments, comment => shapes.Issues(call, repository).Comment(Number(call), comment))));
        routes.MapRepository("POST", $"{Issue}/comments", Say);
        routes.MapRepository("GET", $"{Issue}/labels", (call, repository) => WithThread(call, repository, thread =>
            Answer.Ok(shapes.Issues(call, repository).Labels(thread))));
        routes.MapRepository("POST", $"{Issue}/labels", AddLabels);
        routes.MapRepository("DELETE", Issue + "/labels/{name}", RemoveLabel);
        routes.MapRepository("POST", $"{Issue}/assignees", Assign);
        routes.MapRepository("GET", "/milestones", (call, repository) =>
            call.Page(repository.Data.Milestones, shapes.Issues(call, repository).Milestone));
        routes.MapRepository("POST", "/milestones", CreateMilestone);
    }

    private Answer List(Call call, Repository repository)
    {
        var since = DateTimeOffset.TryParse(call.Query("since"), out var after) ? after : DateTimeOffset.MinValue;
        bool IsWanted(bool isOpen, DateTimeOffset updatedAt) => updatedAt >= since && (call.Query("state") ?? "open") switch
        {
            "all" => true,
            "closed" => !isOpen,
            _ => isOpen,
        };
        var all = repository.Data.Issues.Where(issue => IsWanted(issue.IsOpen, issue.UpdatedAt))
            .Select(issue => (issue.Number, Shape: (Func<JsonNode>)(() => shapes.Issues(call, repository).Issue(issue))))
            .Concat(repository.Data.PullRequests.Where(pull => IsWanted(pull.IsOpen, pull.UpdatedAt))
                .Select(pull => (pull.Number, Shape: (Func<JsonNode>)(() => shapes.Pulls(call, repository).Issue(pull)))))
            .OrderByDescending(one => one.Number)
            .ToList();
        return call.Page(all, one => one.Shape());
    }

    private Answer Create(Call call, Repository repository)
    {
        if (call.Text("title") is not { Length: > 0 } title)
        {
            return Answer.Invalid("Issue", "title", "missing_field");
        }

        int? milestone = int.TryParse($"{call.Body["milestone"]}", out var number) ? number : null;
        if (milestone is not null && repository.Data.Milestones.All(one => one.Number != milestone))
        {
            return Answer.Invalid("Issue", "milestone", "invalid");
        }

        IssueData? made = null;
        repository.Update(data =>
        {
            made = new(store.Ids.Next(), data.NextNumber, title, call.Text("body"), milestone, time.GetUtcNow())
            {
                Thread = new() { Labels = [.. Texts(call, "labels")], Assignees = [.. Texts(call, "assignees")] },
            };
            return data with { Issues = data.Issues.Add(made) };
        });
        return Answer.Created(shapes.Issues(call, repository).Issue(made!));
    }

    private Answer Change(Call call, Repository repository)
    {
        if (repository.Data.Issues.All(issue => issue.Number != Number(call)))
        {
            return Answer.NotFound;
        }

        var now = time.GetUtcNow();
        repository.Update(data => data.WithIssue((int)Number(call), issue => issue with
        {
            Title = call.Text("title") ?? issue.Title,
            Body = call.Text("body") ?? issue.Body,
            ClosedAt = call.Text("state") switch { "closed" => issue.ClosedAt ?? now, "open" => null, _ => issue.ClosedAt },
            UpdatedAt = now,
        }));
        return Answered(call, repository);
    }

    private Answer Say(Call call, Repository repository) => WithThread(call, repository, _ =>
    {
        if (call.Text("body") is not { Length: > 0 } text)
        {
            return Answer.Invalid("IssueComment", "body", "missing_field");
        }

        var comment = new CommentData(store.Ids.Next(), text, time.GetUtcNow());
        Update(call, repository, thread => thread with { Comments = thread.Comments.Add(comment) });
        return Answer.Created(shapes.Issues(call, repository).Comment(Number(call), comment));
    });

    /// <summary>As on GitHub, a label that nobody has used before comes to be.</summary>
    private Answer AddLabels(Call call, Repository repository) => WithThread(call, repository, _ =>
    {
        Update(call, repository, thread => thread with
        {
            Labels = [.. thread.Labels.Concat(Texts(call, "labels")).Distinct(StringComparer.OrdinalIgnoreCase)],
        });
        return Answer.Ok(shapes.Issues(call, repository).Labels(repository.Data.ThreadOf(Number(call))!));
    });

    private Answer RemoveLabel(Call call, Repository repository) => WithThread(call, repository, thread =>
    {
        bool IsIt(string label) => label.Equals(call.Route("name"), StringComparison.OrdinalIgnoreCase);
        if (!thread.Labels.Any(IsIt))
        {
            return Answer.Error(404, "Label does not exist");
        }

        Update(call, repository, before => before with { Labels = before.Labels.RemoveAll(IsIt) });
        return Answer.Ok(shapes.Issues(call, repository).Labels(repository.Data.ThreadOf(Number(call))!));
    });

    private Answer Assign(Call call, Repository repository) => WithThread(call, repository, _ =>
    {
        Update(call, repository, thread => thread with
        {
            Assignees = [.. thread.Assignees.Concat(Texts(call, "assignees")).Distinct(StringComparer.OrdinalIgnoreCase)],
        });
        return Answered(call, repository) with { Status = 201 };
    });

    private Answer CreateMilestone(Call call, Repository repository)
    {
        if (call.Text("title") is not { Length: > 0 } title)
        {
            return Answer.Invalid("Milestone", "title", "missing_field");
        }

        var made = repository.Update(data => data with
        {
            Milestones = data.Milestones.Add(new(
                store.Ids.Next(), data.Milestones.Length + 1, title, call.Text("description"), time.GetUtcNow())),
        }).Milestones[^1];
        return Answer.Created(shapes.Issues(call, repository).Milestone(made));
    }

    private Answer Answered(Call call, Repository repository) =>
        repository.Data.Issues.FirstOrDefault(issue => issue.Number == Number(call)) is { } issue
            ? Answer.Ok(shapes.Issues(call, repository).Issue(issue))
            : repository.Data.PullRequests.FirstOrDefault(pull => pull.Number == Number(call)) is { } pull
                ? Answer.Ok(shapes.Pulls(call, repository).Issue(pull))
                : Answer.NotFound;

    private void Update(Call call, Repository repository, Func<ThreadData, ThreadData> change) =>
        repository.Update(data => data.WithThread(Number(call), time.GetUtcNow(), change));

    private static Answer WithThread(Call call, Repository repository, Func<ThreadData, Answer> handle) =>
        repository.Data.ThreadOf(Number(call)) is { } thread ? handle(thread) : Answer.NotFound;

    private static IEnumerable<string> Texts(Call call, string field) =>
        (call.Body[field] as JsonArray ?? []).Select(one => (one is JsonObject named ? named["name"] : one)?.ToString())
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    private static long Number(Call call) => call.RouteId("issue_number");
}
