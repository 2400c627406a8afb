using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Drift.Content;

/// <summary>The release cycle that a version belongs to; null when it names none.</summary>
internal static partial class RuntimeCycles
{
    private static readonly Dictionary<string, string> NodeNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dubnium"] = "10",
        ["erbium"] = "12",
        ["fermium"] = "14",
        ["gallium"] = "16",
        ["hydrogen"] = "18",
        ["iron"] = "20",
        ["jod"] = "22",
        ["krypton"] = "24",
    };

    public static string? Node(string version) =>
        version.StartsWith("lts/", StringComparison.OrdinalIgnoreCase) ? NodeNames.GetValueOrDefault(version[4..])
        : Numbers(version) is [var major, ..] ? major : null;

    /// <summary>Python's and Go's.</summary>
    public static string? MajorMinor(string version) =>
        Numbers(version) is [var major, var minor, ..] ? $"{major}.{minor}" : null;

    public static string? Java(string version) => Numbers(version.Replace('_', '.')) switch
    {
        ["1", var old, ..] => old,
        [var major, ..] when major != "1" => major,
        _ => null,
    };

    public static string? DotNet(string version) => Numbers(version) switch
    {
        [var major, var minor, ..] when Of(major) < 5 => $"{major}.{minor}",
        [var major, ..] when Of(major) >= 5 => major,
        _ => null,
    };

    /// <summary>A library that also serves older ones is not held back by them.</summary>
    public static string? NewestFramework(string frameworks) => frameworks.Split(';', StringSplitOptions.TrimEntries)
        .Select(one => Framework().Match(one))
        .Where(match => match.Success)
        .Select(match => DotNet(match.Groups[1].Value))
        .OfType<string>()
        .MaxBy(cycle => double.Parse(cycle, CultureInfo.InvariantCulture));

    private static string[] Numbers(string version) =>
        Version().Match(version) is { Success: true } match ? match.Groups[1].Value.Split('.') : [];

    private static int Of(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Av?(\d{1,4}(?:\.\d{1,4}){0,2})(?![0-9])")]
    private static partial Regex Version();

    [GeneratedRegex(@"\Anet(?:coreapp)?(\d{1,2}\.\d)(?:-[a-z0-9.]+)?\z")]
    private static partial Regex Framework();
}
