using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Backstage's repository addresses: <c>host?owner=..&amp;repo=..</c>, with other names for other hosts.</summary>
internal static class RepoUrl
{
    private static readonly string[] Names = ["owner", "organization", "workspace", "project", "repo"];

    public static JsRecord Parse(string text)
    {
        var parsed = PlainRepoUrl.Parse(text, Names) ?? Url(text, Names);
        Check(text, parsed);
        return parsed;
    }

    /// <summary>As JavaScript reads it behind <c>https://</c>.</summary>
    internal static JsRecord Url(string text, IReadOnlyList<string> names)
    {
        if (!Uri.TryCreate($"https://{text}", UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw new TemplatingException($"'{text}' is not a repository address like 'github.com?owner=o&repo=r'.");
        }

        var query = Query(uri.Query);
        var parsed = new JsRecord { ["host"] = uri.Authority };
        foreach (var name in names)
        {
            if (query.TryGetValue(name, out var value))
            {
                parsed[name] = value.Trim('/');
            }
        }

        return parsed;
    }

    /// <summary>
    /// Which parts a host needs depends on its kind; an address with a repository and an owner of any kind is fine.
    /// </summary>
    private static void Check(string text, JsRecord parsed)
    {
        if (!parsed.Has("repo") && !parsed.Has("project"))
        {
            throw new TemplatingException($"The repository address '{text}' names no 'repo'.");
        }

        if (parsed["host"] is "github.com" && !parsed.Has("owner"))
        {
            throw new TemplatingException($"The repository address '{text}' names no 'owner'.");
        }
    }

    private static Dictionary<string, string> Query(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            values.TryAdd(Decode(parts[0]), parts.Length > 1 ? Decode(parts[1]) : string.Empty);
        }

        return values;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
