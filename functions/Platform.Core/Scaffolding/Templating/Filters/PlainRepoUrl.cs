using System.Buffers;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Addresses as a picker writes them, of plain characters only: they are most, and need no machinery of URLs.</summary>
internal static class PlainRepoUrl
{
    private static readonly SearchValues<char> OfHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> OfQuery =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=&");

    /// <summary>Null when the address may mean more than what is written.</summary>
    public static JsRecord? Parse(string text, string[] names)
    {
        var end = text.IndexOf('?', StringComparison.Ordinal);
        if (end < 0 || !IsHost(text.AsSpan(0, end)) || text.AsSpan(end + 1).ContainsAnyExcept(OfQuery))
        {
            return null;
        }

        var parsed = new JsRecord { ["host"] = text[..end] };
        foreach (var name in names)
        {
            if (Value(text.AsSpan(end + 1), name) is { } value)
            {
                parsed[name] = value;
            }
        }

        return parsed;
    }

    /// <summary>Labels of a name; one that ends in a number may be an address of numbers.</summary>
    private static bool IsHost(ReadOnlySpan<char> host) =>
        host.Length is > 0 and < 64
        && !host.ContainsAnyExcept(OfHost)
        && char.IsAsciiLetter(host[0])
        && char.IsAsciiLetter(host[^1])
        && !host.Contains("..", StringComparison.Ordinal)
        && !host.Contains("--", StringComparison.Ordinal)
        && !host.Contains("-.", StringComparison.Ordinal)
        && !host.Contains(".-", StringComparison.Ordinal);

    /// <summary>The first of that name counts.</summary>
    private static string? Value(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.StartsWith(name) && (pair.Length == name.Length || pair[name.Length] == '='))
            {
                return pair.Length == name.Length ? string.Empty : pair[(name.Length + 1)..].ToString();
            }
        }

        return null;
    }
}
