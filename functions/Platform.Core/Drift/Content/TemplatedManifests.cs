using System.Text.RegularExpressions;

namespace Platform.Core.Drift.Content;

/// <summary>Looks through a file that becomes YAML only when somebody fills it in; values in it are the filler's.</summary>
internal static partial class TemplatedManifests
{
    public static IEnumerable<ManifestDocument> Read(string path, string text)
    {
        string? version = null, kind = null, name = null;
        var (start, number) = (1, 0);
        foreach (var line in text.Split('\n').Append("---"))
        {
            number++;
            if (line.StartsWith("---", StringComparison.Ordinal))
            {
                if (version is not null && kind is not null)
                {
                    yield return new(path, start, version, kind, name, null, [])
                    {
                        MakesSecret = kind is "ExternalSecret" or "SealedSecret" or "Secret" ? name : null,
                    };
                }

                (version, kind, name, start) = (null, null, null, number + 1);
                continue;
            }

            version ??= Value(Version().Match(line));
            kind ??= Value(Kind().Match(line));
            name ??= Value(Name().Match(line));
        }
    }

    private static string? Value(Match match) => match.Success ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\AapiVersion:\s*[""']?([A-Za-z0-9./-]+)")]
    private static partial Regex Version();

    [GeneratedRegex(@"\Akind:\s*[""']?([A-Za-z]+)")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\A {2,4}name:\s*[""']?([a-z0-9.-]+)[""']?\s*\z")]
    private static partial Regex Name();
}
