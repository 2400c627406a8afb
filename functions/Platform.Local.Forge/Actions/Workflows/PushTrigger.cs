using System.Text.Json.Nodes;
using Platform.Local.Forge.Repositories;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>Decides whether a push starts a workflow.</summary>
internal static class PushTrigger
{
    private static readonly string[] SkipMarks = ["[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]"];

    public static bool Wants(JsonNode? on, RefChange change, Func<IEnumerable<string>> changedPaths) =>
        on switch
        {
            JsonValue => on.ToString() == "push",
            JsonArray list => list.Any(name => name?.ToString() == "push"),
            JsonObject events when events.ContainsKey("push") => events["push"] is not JsonObject filters
                || (RefPasses(filters, change) && PathsPass(filters, change, changedPaths)),
            _ => false,
        };

    public static bool IsSkipped(string message) =>
        SkipMarks.Any(mark => message.Contains(mark, StringComparison.OrdinalIgnoreCase));

    private static bool RefPasses(JsonObject filters, RefChange change)
    {
        var (mine, other) = change.IsBranch ? ("branches", "tags") : ("tags", "branches");
        if (Patterns(filters, mine) is { } wanted)
        {
            return FilterPattern.Matches(wanted, change.ShortName);
        }

        // Filtering only branches excludes all tags, and the other way round.
        return Patterns(filters, $"{mine}-ignore") is { } unwanted
            ? !FilterPattern.Matches(unwanted, change.ShortName)
            : Patterns(filters, other) is null && Patterns(filters, $"{other}-ignore") is null;
    }

    private static bool PathsPass(JsonObject filters, RefChange change, Func<IEnumerable<string>> changedPaths)
    {
        if (!change.IsBranch)
        {
            return true;
        }

        return Patterns(filters, "paths") is { } wanted
            ? changedPaths().Any(path => FilterPattern.Matches(wanted, path))
            : Patterns(filters, "paths-ignore") is not { } unwanted
                || changedPaths().Any(path => !FilterPattern.Matches(unwanted, path));
    }

    private static List<string>? Patterns(JsonObject filters, string name) =>
        filters[name] switch
        {
            null => null,
            JsonArray list => [.. list.Select(pattern => pattern?.ToString() ?? "")],
            var one => [one.ToString()],
        };
}
