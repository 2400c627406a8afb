using System.Text.RegularExpressions;

namespace Platform.Local.Forge.Faults;

/// <summary>
/// Routes as GitHub's reference writes them: <c>POST /repos/{owner}/{repo}/git/*</c>. Names of parameters don't matter, a
/// star is anything, and without a method it is any.
/// </summary>
internal sealed partial class RoutePattern
{
    private readonly string? _method;
    private readonly Regex? _route;

    public RoutePattern(string? method, string? route)
    {
        _method = method;
        var escaped = route is null ? null : Regex.Escape(Anonymous(route)).Replace("\\*", ".*", StringComparison.Ordinal);
        _route = escaped is null ? null : new Regex($"^{escaped}$", RegexOptions.IgnoreCase);
    }

    /// <summary>From one text, with or without a method before the route.</summary>
    public static RoutePattern Parse(string text) =>
        text.Split(' ', 2, StringSplitOptions.TrimEntries) is [var method, var route] ? new(method, route) : new(null, text);

    public bool Matches(string method, string route) =>
        (_method is null || _method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && _route?.IsMatch(Anonymous(route)) != false;

    private static string Anonymous(string route) => Parameter().Replace(route, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
