using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>The file by which a generated repository tells its task; <see cref="RepositoryMarks"/> writes it.</summary>
internal static class ScaffoldMarker
{
    public const string Path = RepositoryMarks.Path;

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
