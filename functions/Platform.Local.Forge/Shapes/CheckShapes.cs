using System.Text.Json.Nodes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Check runs as GitHub writes them.</summary>
internal static class CheckShapes
{
    public static JsonObject Run(Urls urls, RepositoryData repository, CheckRunData run)
    {
        var url = $"{urls.Repository(repository.FullName)}/check-runs/{run.Id}";
        return new JsonObject
        {
            ["id"] = run.Id,
            ["node_id"] = Urls.NodeId("CheckRun", run.Id),
            ["name"] = run.Name,
            ["head_sha"] = run.HeadSha,
            ["external_id"] = run.ExternalId,
            ["url"] = url,
            ["html_url"] = $"{urls.Html(repository.FullName)}/runs/{run.Id}",
            ["details_url"] = run.DetailsUrl,
            ["status"] = run.Status,
            ["conclusion"] = run.Conclusion,
            ["started_at"] = Urls.Time(run.StartedAt),
            ["completed_at"] = run.CompletedAt is { } at ? Urls.Time(at) : null,
            ["output"] = new JsonObject
            {
                ["title"] = run.Title,
                ["summary"] = run.Summary,
                ["text"] = null,
                ["annotations_count"] = run.Annotations.Length,
                ["annotations_url"] = $"{url}/annotations",
            },
            ["check_suite"] = new JsonObject { ["id"] = run.Id },
            ["app"] = null,
            ["pull_requests"] = new JsonArray(),
        };
    }

    public static JsonObject Annotation(Urls urls, Repository repository, CheckRunData run, JsonObject note) => new()
    {
        ["path"] = note["path"]?.DeepClone(),
        ["start_line"] = note["start_line"]?.DeepClone(),
        ["end_line"] = note["end_line"]?.DeepClone(),
        ["start_column"] = note["start_column"]?.DeepClone(),
        ["end_column"] = note["end_column"]?.DeepClone(),
        ["annotation_level"] = note["annotation_level"]?.DeepClone(),
        ["title"] = note["title"]?.DeepClone(),
        ["message"] = note["message"]?.DeepClone(),
        ["raw_details"] = note["raw_details"]?.DeepClone(),
        ["blob_href"] = $"{urls.Repository(repository.Data.FullName)}/contents/{note["path"]}?ref={run.HeadSha}",
    };
}
