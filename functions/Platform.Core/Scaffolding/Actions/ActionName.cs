using System.Globalization;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>How a step names its action: <c>id</c>, which means the newest version, or <c>id@major</c>.</summary>
/// <param name="Version">Null when it is not pinned.</param>
public readonly record struct ActionName(string Id, int? Version)
{
    public static ActionName Parse(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(text[..at], version)
            : new(text, null);
    }

    public static string Of(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}@{version}");
}
