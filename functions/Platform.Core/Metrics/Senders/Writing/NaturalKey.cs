using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>
/// Ids of events out of what they are about: however often and by whatever delivery a fact is told, it is one event.
/// </summary>
internal static class NaturalKey
{
    private const int Longest = 300;

    /// <param name="component">
    /// Part of the id, because the first word under an id stands: a fact that nobody could attribute can be told again.
    /// </param>
    public static string Of(EntityRef? component, params string[] parts)
    {
        var key = string.Join('/', parts.Append(component?.Canonical ?? string.Empty).Select(Escaped)).TrimEnd('/');
        return key.Length <= Longest ? key : ContentHash.Of(key);
    }

    private static string Escaped(string part) =>
        part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}
