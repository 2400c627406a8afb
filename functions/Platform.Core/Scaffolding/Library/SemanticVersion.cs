using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Core.Scaffolding.Library;

/// <summary>What a template calls its version: <c>metadata.version</c>, or an annotation. For people: the hash decides.</summary>
public static partial class SemanticVersion
{
    public const string Annotation = "platform.functions/version";

    private static readonly string[] Annotations = [Annotation, "backstage.io/template-version"];

    /// <returns>Null when the entity says nothing, or nothing that is a semantic version.</returns>
    public static string? Of(JsonNode? entity)
    {
        var metadata = (entity as JsonObject)?["metadata"] as JsonObject;
        var annotations = metadata?["annotations"] as JsonObject;
        return Annotations.Select(name => annotations?[name]).Prepend(metadata?["version"])
            .Where(node => node?.GetValueKind() == JsonValueKind.String)
            .Select(node => node!.GetValue<string>())
            .FirstOrDefault(text => Pattern().IsMatch(text));
    }

    // As https://semver.org/ gives it.
    [GeneratedRegex(
        @"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
        + @"(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
        + @"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
