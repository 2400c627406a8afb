using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>Reads inputs that an action's schema has found valid.</summary>
internal static class StepInput
{
    public static string? Text(this JsonObject input, string name) => input[name]?.GetValue<string>();

    public static bool? Flag(this JsonObject input, string name) => input[name]?.GetValue<bool>();

    public static int? Number(this JsonObject input, string name) => (int?)(double?)input[name]?.AsValue();

    public static IReadOnlyList<string> Texts(this JsonObject input, string name) =>
        input[name] is JsonArray found ? [.. found.Select(item => item!.GetValue<string>())] : [];

    public static IReadOnlyDictionary<string, string> Map(this JsonObject input, string name) =>
        input[name] is JsonObject found ? found.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()) : [];
}
