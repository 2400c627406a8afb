using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Discovery;

/// <summary>Which files of a repository are descriptors: names, wherever they are, and globs of paths.</summary>
public sealed class DescriptorNames
{
    public const string Requirements =
        "names of files and globs of paths, separated by commas; those after a '!' are left out, and one at least is not";

    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<GlobPattern> _globs;
    private readonly IReadOnlyList<GlobPattern> _not;

    private DescriptorNames(IReadOnlyList<string> names, IReadOnlyList<GlobPattern> globs, IReadOnlyList<GlobPattern> not) =>
        (_names, _globs, _not) = (names, globs, not);

    /// <value>Backstage's.</value>
    public static DescriptorNames Default { get; } = new(["catalog-info.yaml"], [], []);

    /// <value>What a new descriptor is called, at the root of its repository.</value>
    public string Usual => _names is [] || _names.Contains(Default._names[0]) ? Default._names[0] : _names[0];

    public static Result<DescriptorNames> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Default;
        }

        try
        {
            var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var wanted = parts.Where(part => part[0] != '!').ToList();
            return wanted.Count == 0
                ? Wrong(text)
                : new DescriptorNames(
                    [.. wanted.Where(part => !IsGlob(part))],
                    [.. wanted.Where(IsGlob).Select(GlobPattern.Parse)],
                    [.. parts.Where(part => part[0] == '!').Select(part => GlobPattern.Parse(Anywhere(part[1..])))]);
        }
        catch (FormatException)
        {
            return Wrong(text);
        }
    }

    /// <param name="path">From the repository's root.</param>
    public bool Match(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        foreach (var known in _names)
        {
            if (name.SequenceEqual(known))
            {
                return !_not.Any(glob => glob.IsMatch(path));
            }
        }

        return _globs.Any(glob => glob.IsMatch(path)) && !_not.Any(glob => glob.IsMatch(path));
    }

    private static bool IsGlob(string part) => part.AsSpan().IndexOfAny("/*?[{") >= 0;

    private static string Anywhere(string part) => part.Contains('/') ? part : $"**/{part}";

    private static Problem Wrong(string text) => new(
        FieldChecks.WrongFormat, $"'{text}' does not name descriptors; expected {Requirements}.", Value: text,
        Expected: Requirements);
}
