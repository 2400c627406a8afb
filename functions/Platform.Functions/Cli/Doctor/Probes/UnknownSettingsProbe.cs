using System.Text.Json;
using Platform.Core.Health;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>A misspelt setting is ignored without a word, and its default used.</summary>
internal sealed class UnknownSettingsProbe(Machine machine, IReadOnlyList<string> known) : IProbe
{
    public static Finding Explain(Exception failure) => SettingsFileProbe.Explain(failure);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(machine.SettingsFile))
        {
            return Finding.Fine("No setting is unknown.");
        }

        var text = await File.ReadAllBytesAsync(machine.SettingsFile, cancellationToken);
        using var document = JsonDocument.Parse(
            text, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var unknown = document.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name)
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .ToList();
        return unknown.Count == 0
            ? Finding.Fine("No setting is unknown.")
            : Finding.Warning(
                $"local.settings.json has what nothing reads: {string.Join(", ", unknown.Select(WithNearest))}.",
                $"Correct the spelling, or remove it. The settings are: {string.Join(", ", known)}.");
    }

    private string WithNearest(string name) =>
        NearestWords.Find(name, known, most: 1) is [var near] ? $"{name} (perhaps {near})" : name;
}
