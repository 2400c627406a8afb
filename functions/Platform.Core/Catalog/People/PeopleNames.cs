using System.Globalization;
using System.Text;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.People;

/// <summary>
/// Entity names for accounts and groups, as the providers of Backstage make them, so that references written for it stay right.
/// Where theirs would give no valid name, ours is fitted to one.
/// </summary>
public static class PeopleNames
{
    private const int Longest = 63;
    private const int HashDigits = 8;

    /// <summary>GitHub: a login or a team's slug as it is.</summary>
    public static string OfGitHub(string name) => Fit(name);

    /// <summary>
    /// Microsoft Graph: the mail address, or a group's mail nickname or display name, in lower case, with a '_' for whatever is
    /// no letter, digit, '_', '-' or '.', no two of them in a row and none at the end.
    /// </summary>
    public static string OfGraph(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text.Trim().ToLowerInvariant())
        {
            var kept = char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_';
            if (kept != '_' || name.Length == 0 || name[^1] != '_')
            {
                name.Append(kept);
            }
        }

        return Fit(name.ToString().TrimEnd('_'));
    }

    /// <summary>A name for the second of two that would have the same one: the same again in every sweep.</summary>
    public static string Beside(string name, string id) => Shorten(name, HashOf(id));

    /// <summary>Valid names stay as they are; two different texts hardly ever become the same name.</summary>
    private static string Fit(string text)
    {
        if (FieldFormats.IsName(text))
        {
            return text;
        }

        var clean = new string([.. text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')])
            .Trim('-', '_', '.');
        return clean.Length is > 0 and <= Longest ? clean : Shorten(clean, HashOf(text));
    }

    private static string Shorten(string name, string hash)
    {
        var start = name[..Math.Min(name.Length, Longest - HashDigits - 1)].TrimEnd('-', '_', '.');
        return start.Length == 0 ? $"x{hash}" : string.Create(CultureInfo.InvariantCulture, $"{start}-{hash}");
    }

    private static string HashOf(string text) => ContentHash.Of(text)[..HashDigits];
}
