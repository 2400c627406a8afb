using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using Platform.Core.SourceControl.Parts;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>Issues by the mark in their text, among the newest; GitHub can't delete one, so taking back is closing.</summary>
internal sealed partial class Issues(RepositoryApi api) : IRepositoryParts<Issue>, IIssueLabels
{
    private const string Goodbye = "The task that opened this issue has failed and takes back what it made.";

    public async Task<Result<PartSearch>> FindAsync(
        RepositoryName repository, Issue wanted, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(repository, cancellationToken);
        return !newest.IsOk ? Result<PartSearch>.Failed(newest.Problems)
            : newest.Value.FirstOrDefault(issue => MarkOf(issue) == wanted.Mark) is { } found ? new PartSearch(Read(found))
            : PartSearch.Nothing;
    }

    public async Task<Result<FoundPart>> MakeAsync(
        RepositoryName repository, Issue wanted, FoundPart? found, CancellationToken cancellationToken)
    {
        if (found is not null)
        {
            return found;
        }

        var body = new JsonObject { ["title"] = wanted.Title, ["body"] = TaskMark.Append(wanted.Body, wanted.Mark) };
        foreach (var (name, values) in new[] { ("assignees", wanted.Assignees), ("labels", wanted.Labels) })
        {
            if (values.Count > 0)
            {
                body[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
            }
        }

        if (wanted.Milestone is { } milestone)
        {
            body["milestone"] = milestone;
        }

        var made = await api.PostAsync(repository, "open an issue", "issues", body, cancellationToken);
        return !made.IsOk ? Result<FoundPart>.Failed(made.Problems)
            : made.Value.Value is JsonObject issue ? Read(issue)
            : throw new InvalidOperationException("An issue is never there already.");
    }

    public async Task<Result<PartRemoval>> RemoveAsync(
        RepositoryName repository, MadePart made, CancellationToken cancellationToken)
    {
        var newest = made.Id is null
            ? await NewestAsync(repository, cancellationToken)
            : await OneAsync(repository, made.Id, cancellationToken);
        if (!newest.IsOk)
        {
            return Result<PartRemoval>.Failed(newest.Problems);
        }

        return newest.Value.FirstOrDefault(issue => made.Is($"{issue["number"]}", MarkOf(issue) ?? string.Empty)) is not { } found
            || $"{found["state"]}" != "open"
            ? PartRemoval.NothingThere
            : await CloseAsync(repository, $"{found["number"]}", cancellationToken);
    }

    public async Task<Result<IReadOnlyList<string>>> ListAsync(
        RepositoryName repository, int number, CancellationToken cancellationToken)
    {
        var found = await api.FindAsync(repository, $"read the labels of #{number}", $"issues/{number}", cancellationToken);
        return !found.IsOk ? Result<IReadOnlyList<string>>.Failed(found.Problems)
            : found.Value.Value is JsonObject issue
                ? Result<IReadOnlyList<string>>.Ok([.. issue["labels"]!.AsArray().Select(label => $"{label!["name"]}")])
                : new Problem("issue-not-found", $"{repository} has no #{number}.", "number", number, "an issue or pull request");
    }

    public async Task<Result<Unit>> AddAsync(
        RepositoryName repository, int number, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["labels"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]) };
        var added = await api.PostAsync(repository, $"label #{number}", $"issues/{number}/labels", body, cancellationToken);
        return added.IsOk ? Unit.Value : Result<Unit>.Failed(added.Problems);
    }

    public async Task<Result<Unit>> RemoveAsync(
        RepositoryName repository, int number, string label, CancellationToken cancellationToken)
    {
        var path = $"issues/{number}/labels/{Uri.EscapeDataString(label)}";
        var removed = await api.DeleteAsync(repository, $"remove a label of #{number}", path, cancellationToken);
        return removed.IsOk ? Unit.Value : Result<Unit>.Failed(removed.Problems);
    }

    private async Task<Result<PartRemoval>> CloseAsync(
        RepositoryName repository, string number, CancellationToken cancellationToken)
    {
        var comments = $"issues/{number}/comments";
        var said = await api.ListAsync(repository, $"read what is said of #{number}", comments, null, cancellationToken);
        if (!said.IsOk)
        {
            return Result<PartRemoval>.Failed(said.Problems);
        }

        var saying = said.Value.Any(comment => $"{comment["body"]}" == Goodbye)
            ? new Found<JsonNode>(null)
            : await api.PostAsync(
                repository, $"comment on #{number}", comments, new JsonObject { ["body"] = Goodbye }, cancellationToken);
        var closed = saying.IsOk
            ? await api.PatchAsync(
                repository, $"close #{number}", $"issues/{number}",
                new JsonObject { ["state"] = "closed", ["state_reason"] = "not_planned" }, cancellationToken)
            : Result<JsonNode>.Failed(saying.Problems);
        return closed.IsOk ? PartRemoval.Done : Result<PartRemoval>.Failed(closed.Problems);
    }

    private Task<Result<IReadOnlyList<JsonObject>>> NewestAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        api.ListFirstAsync(
            repository, "look for the issue", "issues?state=all&sort=created&direction=desc", null, cancellationToken);

    private async Task<Result<IReadOnlyList<JsonObject>>> OneAsync(
        RepositoryName repository, string number, CancellationToken cancellationToken)
    {
        var found = await api.FindAsync(repository, $"read #{number}", $"issues/{number}", cancellationToken);
        return found.IsOk
            ? Result<IReadOnlyList<JsonObject>>.Ok(found.Value.Value is JsonObject issue ? [issue] : [])
            : Result<IReadOnlyList<JsonObject>>.Failed(found.Problems);
    }

    private static FoundPart Read(JsonObject issue) => new(
        $"{issue["number"]}", PartLikeness.Ours, new($"{issue["html_url"]}"), (long)issue["number"]!);

    private static string? MarkOf(JsonObject issue) =>
        Mark().Match($"{issue["body"]}") is { Success: true } match ? match.Value : null;

    // The last one: what a person quotes stands before it.
    [GeneratedRegex("<!-- platform-task:[0-9a-f:-]+ -->", RegexOptions.RightToLeft)]
    private static partial Regex Mark();
}
