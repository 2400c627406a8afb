using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Drift.Reports;
using Platform.Core.Primitives;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>
/// Issues of reports, by their number or, when a process ended before it was noted, by their mark among the newest.
/// </summary>
internal sealed class ReportIssues(RepositoryApi api) : IReportIssues
{
    public async Task<Result<int?>> ShowAsync(ReportIssue issue, int? number, CancellationToken cancellationToken)
    {
        var found = await FindAsync(issue, number, cancellationToken);
        return !found.IsOk ? Result<int?>.Failed(found.Problems)
            : found.Value.Value is { } there ? await UpdateAsync(issue, there, cancellationToken)
            : issue.IsOpen ? await OpenAsync(issue, cancellationToken)
            : Result<int?>.Ok(null);
    }

    private async Task<Result<Found<JsonObject>>> FindAsync(ReportIssue issue, int? number, CancellationToken cancellationToken)
    {
        if (number is { } known)
        {
            var one = await api.FindAsync(issue.Repository, $"read #{known}", Path(known), cancellationToken);
            if (!one.IsOk)
            {
                return Result<Found<JsonObject>>.Failed(one.Problems);
            }

            // Somebody may have moved it to another repository, which GitHub answers with that one.
            if (one.Value.Value is JsonObject read && IsOf(read, issue))
            {
                return new Found<JsonObject>(read);
            }
        }

        var newest = await api.ListFirstAsync(
            issue.Repository, "look for the report's issue", "issues?state=all&sort=created&direction=desc", null,
            cancellationToken);
        return newest.IsOk
            ? new Found<JsonObject>(newest.Value.FirstOrDefault(one => IsOf(one, issue)))
            : Result<Found<JsonObject>>.Failed(newest.Problems);
    }

    private async Task<Result<int?>> OpenAsync(ReportIssue issue, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["title"] = issue.Title, ["body"] = BodyOf(issue) };
        var made = await api.PostAsync(issue.Repository, "open the report's issue", "issues", body, cancellationToken);
        return !made.IsOk ? Result<int?>.Failed(made.Problems)
            : made.Value.Value is JsonObject opened ? Number(opened)
            : throw new InvalidOperationException("An issue is never there already.");
    }

    private async Task<Result<int?>> UpdateAsync(ReportIssue issue, JsonObject there, CancellationToken cancellationToken)
    {
        var (number, state) = (Number(there), issue.IsOpen ? "open" : "closed");
        if ($"{there["state"]}" == state && $"{there["title"]}" == issue.Title && $"{there["body"]}" == BodyOf(issue))
        {
            return number;
        }

        var body = new JsonObject { ["title"] = issue.Title, ["body"] = BodyOf(issue), ["state"] = state };
        if (!issue.IsOpen)
        {
            body["state_reason"] = "completed";
        }

        var changed = await api.PatchAsync(
            issue.Repository, $"change #{number}", Path(number), body, cancellationToken);
        return changed.IsOk ? number : Result<int?>.Failed(changed.Problems);
    }

    private static string BodyOf(ReportIssue issue) => $"{issue.Body.TrimEnd()}\n\n{issue.Mark}";

    /// <summary>At its very end, where nothing of a repository's text can stand.</summary>
    private static bool IsOf(JsonObject there, ReportIssue issue) =>
        there["pull_request"] is null
        && $"{there["body"]}".TrimEnd().EndsWith(issue.Mark, StringComparison.Ordinal)
        && $"{there["repository_url"]}".EndsWith($"/{issue.Repository}", StringComparison.OrdinalIgnoreCase);

    private static int Number(JsonObject issue) => (int)issue["number"]!;

    private static string Path(int number) => string.Create(CultureInfo.InvariantCulture, $"issues/{number}");
}
