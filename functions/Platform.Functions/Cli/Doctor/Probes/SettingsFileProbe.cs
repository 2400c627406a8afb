using System.Text.Json;
using Platform.Core.Health;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>The form of <c>local.settings.json</c>; what its values mean is judged setting by setting.</summary>
internal sealed class SettingsFileProbe(Machine machine) : IProbe
{
    private const string Name = "local.settings.json";
    private const string Fix = "Compare it with local.settings.sample.json; removed, the next build makes it anew from there.";

    private static readonly JsonDocumentOptions Tolerant = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static Finding Explain(Exception failure) => Finding.Failed(
        failure is JsonException wrong
            ? $"{Name} is not JSON: it breaks at line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}."
            : $"{Name} can't be read: {failure.GetType().Name}.",
        Fix);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(machine.SettingsFile))
        {
            return Finding.Fine($"There is no {Name}; the environment and the defaults apply.");
        }

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(machine.SettingsFile, cancellationToken), Tolerant);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("Values", out var values) || values.ValueKind != JsonValueKind.Object)
        {
            return Finding.Failed($"{Name} has no object 'Values'.", Fix);
        }

        var failures = values.EnumerateObject().SelectMany(Failures).ToList();
        return failures.Count > 0
            ? Finding.Failed($"{Name}: {string.Join("; ", failures)}.", Fix)
            : Finding.Fine($"{Name} has {values.EnumerateObject().Count()} settings.");
    }

    private static IEnumerable<string> Failures(JsonProperty value)
    {
        if (value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            yield return $"{value.Name} is no text";
        }

        if (value.Name.Contains("__", StringComparison.Ordinal) || value.Name.Contains(':', StringComparison.Ordinal))
        {
            yield return $"{value.Name} has a name with '__' or ':', which the Core Tools don't take there";
        }
    }
}
