using Platform.Core.Scaffolding.Templating.Parsing;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Explains an undefined value: which part of the path is missing, and which known name is nearest to it.</summary>
internal static class UndefinedNames
{
    private const int MostListed = 12;

    /// <summary>The dotted path of an expression like <c>a.b['c']</c>; null for anything else.</summary>
    public static string? PathOf(Expression expression) => expression switch
    {
        Name name => name.Id,
        Member { Key: Literal { Value: string key } } member when PathOf(member.Target) is { } target => $"{target}.{key}",
        Group { Items: [var only] } => PathOf(only),
        _ => null,
    };

    /// <param name="lists">Whether what is known is worth showing beside the nearest name.</param>
    public static string Message(string path, IEnumerable<string> known, bool lists = true)
    {
        var missing = path[(path.LastIndexOf('.') + 1)..];
        var names = known.Distinct(StringComparer.Ordinal).Take(200).ToList();
        var nearest = names
            .Select(name => (name, distance: Distance(missing, name)))
            .Where(candidate => candidate.distance <= Math.Max(1, missing.Length / 3))
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.name, StringComparer.Ordinal)
            .Select(candidate => candidate.name)
            .FirstOrDefault();
        return (nearest, names.Count) switch
        {
            (null, 0) => $"'{path}' is not defined.",
            (null, _) => $"'{path}' is not defined; known here: {Listed(names)}.",
            (_, > 1) when lists => $"'{path}' is not defined; did you mean '{nearest}'? Known here: {Listed(names)}.",
            _ => $"'{path}' is not defined; did you mean '{nearest}'?",
        };
    }

    private static string Listed(List<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Take(MostListed))
        + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : string.Empty);

    public static IEnumerable<string> MembersOf(object? value) => value is JsRecord record ? record.Keys : [];

    /// <summary>
    /// Edits and swaps between two names, case aside; long names are cut off, they are no typing errors of each other.
    /// </summary>
    private static int Distance(string left, string right)
    {
        var (a, b) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        if (a.Length > 64 || b.Length > 64)
        {
            return int.MaxValue;
        }

        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(edits[i - 1, j] + 1, edits[i, j - 1] + 1),
                    edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[a.Length, b.Length];
    }
}
