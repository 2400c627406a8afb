using System.Text.RegularExpressions;

namespace Platform.Core.Catalog.Validation.Reports;

/// <summary>What the codes of problems mean in general, from the table in <c>problems.md</c>.</summary>
public static partial class ProblemMeanings
{
    private const string Table = "Platform.Core.Catalog.problems.md";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Meanings = new(Read);

    /// <returns>The code itself where the table has none.</returns>
    public static string Of(string code) =>
        Meanings.Value.TryGetValue(code, out var meaning) ? meaning
        : Meanings.Value.TryGetValue($"{code.Split('-')[0]}-*", out var family) ? family
        : code;

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(ProblemMeanings).Assembly.GetManifestResourceStream(Table)
            ?? throw new InvalidOperationException($"{Table} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return Row().Matches(reader.ReadToEnd()).ToDictionary(
            row => row.Groups["code"].Value, row => row.Groups["meaning"].Value.Trim(), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\| `(?<code>[^`]+)` \|(?<meaning>.+)\|\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
