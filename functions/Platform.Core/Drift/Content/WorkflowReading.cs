using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Content;

/// <summary>Reads a workflow of GitHub Actions: when it runs, and what it uses.</summary>
internal sealed class WorkflowReading(IDocumentReader documents)
{
    private const int MostUses = 1000;

    public WorkflowFile Read(string path, string text)
    {
        var read = documents.Read(path, text);
        if (read.Count == 0 || !read[0].IsOk)
        {
            return new(path, [], [], read.Count == 0 ? "It is empty." : read[0].Problems[0].Message);
        }

        return read[0].Value!.Root is JsonObject root
            ? new(path, TriggersOf(root["on"]), [.. UsesOf(root, read[0].Value!).Take(MostUses)])
            : new(path, [], [], "It is no mapping.");
    }

    private static List<string> TriggersOf(JsonNode? on) => on switch
    {
        JsonObject events => [.. events.Select(one => one.Key)],
        JsonArray events => [.. events.Select(Json.Text).OfType<string>()],
        _ => Json.Text(on) is { } one ? [one] : [],
    };

    private static IEnumerable<WorkflowUse> UsesOf(JsonObject root, SourceDocument document)
    {
        foreach (var (name, node) in root["jobs"] as JsonObject ?? [])
        {
            if (node is not JsonObject job)
            {
                continue;
            }

            var field = FieldPath.Key("jobs", name);
            if (Json.Text(job["uses"]) is { } called)
            {
                yield return UseOf(called, isWorkflow: true, document.PlaceOf(FieldPath.Key(field, "uses")).Line);
            }

            var steps = job["steps"] as JsonArray ?? [];
            for (var i = 0; i < steps.Count; i++)
            {
                if (Json.Text((steps[i] as JsonObject)?["uses"]) is { } action)
                {
                    var place = document.PlaceOf(FieldPath.Key(FieldPath.Item(FieldPath.Key(field, "steps"), i), "uses"));
                    yield return UseOf(action, isWorkflow: false, place.Line);
                }
            }
        }
    }

    private static WorkflowUse UseOf(string text, bool isWorkflow, int line)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? new(text, string.Empty, isWorkflow, line) : new(text[..at], text[(at + 1)..], isWorkflow, line);
    }
}
