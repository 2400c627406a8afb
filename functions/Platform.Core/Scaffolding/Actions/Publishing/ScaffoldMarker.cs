using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// The file that tells, in every generated repository, where it came from: which task, which template as it was then, which
/// values. A later update of the template finds its merge base here.
/// </summary>
internal static class ScaffoldMarker
{
    public const string Path = ".platform/scaffold.json";

    public static string TextFor(ScaffoldTask task) => new JsonObject
    {
        ["task"] = task.Id.Value,
        ["template"] = task.Spec.TemplateInfo.EntityRef.Canonical,
        ["source"] = task.Spec.Source,
        ["values"] = task.Spec.Parameters.DeepClone(),
    }.ToJsonString(new(PlatformJson.Options) { WriteIndented = true, NewLine = "\n" }) + "\n";

    /// <summary>Whether a repository's marker names this task.</summary>
    public static bool IsOf(string text, TaskId task)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject marker && $"{marker["task"]}" == task.Value;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
