using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Core.Catalog;

namespace Platform.Functions.Access;

/// <summary>What a call acts on, for the audit log.</summary>
public static class AuditSubjectsOfRequest
{
    private static readonly object Key = new();

    /// <summary>Adds what the route does not name: the id of what was made, what a body names.</summary>
    public static void AddAuditSubjects(this HttpContext context, params IEnumerable<string> subjects)
    {
        if (context.Items[Key] is not List<string> known)
        {
            context.Items[Key] = known = [];
        }

        known.AddRange(subjects);
    }

    /// <summary>An entity that the route names, or else the values in it, and what was added.</summary>
    internal static IReadOnlyList<string> AuditSubjects(this HttpContext context)
    {
        var route = context.GetRouteData().Values;
        IEnumerable<string> named = (Text(route, "kind"), Text(route, "namespace"), Text(route, "name")) switch
        {
            ({ } kind, { } space, { } name) => [EntityRef.Create(kind, space, name).Canonical],
            _ => route.Select(value => value.Value?.ToString()).Where(value => !string.IsNullOrEmpty(value)).OfType<string>(),
        };
        return [.. named.Concat(context.Items[Key] as List<string> ?? []).Distinct(StringComparer.Ordinal)];
    }

    private static string? Text(RouteValueDictionary route, string name) =>
        route.TryGetValue(name, out var value) && value?.ToString() is { Length: > 0 } text ? text : null;
}
