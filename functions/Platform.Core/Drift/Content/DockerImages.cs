using System.Text.RegularExpressions;

namespace Platform.Core.Drift.Content;

/// <summary>Finds the runtimes among the images that a Dockerfile builds on.</summary>
internal static partial class DockerImages
{
    private const int MostLines = 5000;

    public static IEnumerable<RuntimeDeclaration> Read(string path, string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < Math.Min(lines.Length, MostLines); i++)
        {
            if (Argument().Match(lines[i]) is { Success: true } argument)
            {
                values.TryAdd(argument.Groups[1].Value, argument.Groups[2].Value.Trim('"', '\''));
            }
            else if (From().Match(lines[i]) is { Success: true } from
                && Of(Variable().Replace(from.Groups[1].Value, found => ValueOf(found, values))) is { } runtime)
            {
                yield return new(runtime.Product, runtime.Cycle, path, i + 1);
            }
        }
    }

    private static string ValueOf(Match found, Dictionary<string, string> values) =>
        values.GetValueOrDefault(found.Groups[1].Value)
        ?? (found.Groups[2].Success ? found.Groups[2].Value : string.Empty);

    private static (string Product, string Cycle)? Of(string image)
    {
        var plain = image.Split('@')[0];
        var colon = plain.LastIndexOf(':');
        if (colon < 0 || colon < plain.LastIndexOf('/'))
        {
            return null;
        }

        var (name, tag) = (plain[..colon], plain[(colon + 1)..]);
        var (product, cycle) = ContentPaths.NameOf(name) switch
        {
            "node" => ("nodejs", RuntimeCycles.Node(tag)),
            "python" => ("python", RuntimeCycles.MajorMinor(tag)),
            "golang" => ("go", RuntimeCycles.MajorMinor(tag)),
            "openjdk" or "eclipse-temurin" or "amazoncorretto" or "azul-zulu" => ("java", RuntimeCycles.Java(tag)),
            "sdk" or "aspnet" or "runtime" or "runtime-deps" when name.Contains("/dotnet/", StringComparison.Ordinal) =>
                ("dotnet", RuntimeCycles.DotNet(tag)),
            _ => (string.Empty, null),
        };
        return cycle is null ? null : (product, cycle);
    }

    [GeneratedRegex(@"\A\s*ARG\s+([A-Za-z_][A-Za-z0-9_]*)=(\S{1,200})", RegexOptions.IgnoreCase)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\A\s*FROM\s+(?:--platform=\S+\s+)?(\S{1,300})", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}?")]
    private static partial Regex Variable();
}
