using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Parts;

/// <summary>
/// Check runs by name, commit and external id. Annotations travel fifty at a time, and each call adds to those that are there:
/// the conclusion is said with the last ones, so that a run which is not complete is one whose annotations are not, either.
/// </summary>
internal sealed class CheckRuns(RepositoryApi api) : ICheckRuns
{
    private const int AnnotationsByCall = 50;
    private const int LongestSummary = 65_000;

    public async Task<Result<Uri>> ReportAsync(
        RepositoryName repository, CheckReport report, CancellationToken cancellationToken)
    {
        var listed = await api.ListAsync(
            repository, $"look for the check '{report.Name}'",
            $"commits/{report.HeadSha}/check-runs?filter=all&check_name={Uri.EscapeDataString(report.Name)}", "check_runs",
            cancellationToken);
        if (!listed.IsOk)
        {
            return Result<Uri>.Failed(listed.Problems);
        }

        var run = listed.Value.FirstOrDefault(one => $"{one["external_id"]}" == report.Id);
        if (run is null)
        {
            var made = await api.PostAsync(
                repository, $"begin the check '{report.Name}'", "check-runs", BeginningOf(report), cancellationToken);
            if (!made.IsOk)
            {
                return Result<Uri>.Failed(made.Problems);
            }

            run = made.Value.Value!.AsObject();
        }

        return $"{run["status"]}" == "completed"
            ? PageOf(run)
            : await CompleteAsync(repository, report, run, cancellationToken);
    }

    private async Task<Result<Uri>> CompleteAsync(
        RepositoryName repository, CheckReport report, JsonObject run, CancellationToken cancellationToken)
    {
        // What an earlier attempt has sent is there: the order of annotations is the same each time.
        var sent = (int?)run["output"]?["annotations_count"] ?? 0;
        while (true)
        {
            var next = report.Annotations.Skip(sent).Take(AnnotationsByCall).ToList();
            sent += next.Count;
            var isLast = sent >= report.Annotations.Count;
            var body = new JsonObject { ["output"] = OutputOf(report, next) };
            if (isLast)
            {
                body["conclusion"] = WordOf(report.Conclusion);
            }

            var changed = await api.PatchAsync(
                repository, $"report the check '{report.Name}'", $"check-runs/{run["id"]}", body, cancellationToken);
            if (!changed.IsOk)
            {
                return Result<Uri>.Failed(changed.Problems);
            }

            if (isLast)
            {
                return PageOf(changed.Value.AsObject());
            }
        }
    }

    private static JsonObject BeginningOf(CheckReport report)
    {
        var body = new JsonObject
        {
            ["name"] = report.Name,
            ["head_sha"] = report.HeadSha,
            ["external_id"] = report.Id,
            ["status"] = "in_progress",
        };
        if (report.Details is { } details)
        {
            body["details_url"] = details.ToString();
        }

        return body;
    }

    private static JsonObject OutputOf(CheckReport report, IReadOnlyList<CheckAnnotation> annotations) => new()
    {
        ["title"] = report.Title,
        ["summary"] = report.Summary.Length > LongestSummary ? report.Summary[..LongestSummary] + " …" : report.Summary,
        ["annotations"] = new JsonArray([.. annotations.Select(note => (JsonNode)new JsonObject
        {
            ["path"] = note.Path,
            ["start_line"] = note.Line,
            ["end_line"] = note.Line,
            ["annotation_level"] = note.Level switch
            {
                CheckLevel.Failure => "failure",
                CheckLevel.Warning => "warning",
                _ => "notice",
            },
            ["title"] = note.Title,
            ["message"] = note.Message,
        })]),
    };

    private static string WordOf(CheckConclusion conclusion) => conclusion switch
    {
        CheckConclusion.Success => "success",
        CheckConclusion.Failure => "failure",
        _ => "neutral",
    };

    private static Uri PageOf(JsonObject run) => new($"{run["html_url"]}");
}
