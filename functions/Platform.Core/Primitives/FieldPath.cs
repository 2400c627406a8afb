using System.Globalization;

namespace Platform.Core.Primitives;

/// <summary>Dotted field paths as people read them: <c>spec.steps[2].input.url</c>.</summary>
public static class FieldPath
{
    public static string Key(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    public static string Item(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    /// <summary>The path without its last segment; empty for a first-level one.</summary>
    public static string Parent(string path)
    {
        var cut = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
        return cut < 0 ? string.Empty : path[..cut];
    }
}
