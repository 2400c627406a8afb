using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>
/// Whose component a delivery is about: the catalog's word by the sender's own id first, then what the payload names, then what
/// the address was set up with, then the repository. Nobody is guessed.
/// </summary>
internal static class Attributing
{
    /// <summary>Where nobody says otherwise: people are woken for production.</summary>
    public const string DefaultEnvironment = "production";

    private const string ComponentHint = "component";
    private const string EnvironmentHint = "environment";
    private const int LongestEnvironment = 100;

    /// <param name="keys">The sender's own ids under the annotations that the catalog has them by, best first.</param>
    /// <param name="named">A reference that the payload gives, perhaps.</param>
    /// <param name="repositories">As their hosts name them; asked last, because components may share one.</param>
    public static async Task<Attribution> FindAsync(
        this IComponentFinder finder,
        SenderDelivery delivery,
        IEnumerable<(string Annotation, string? Value)> keys,
        string? named,
        IEnumerable<string?> repositories,
        CancellationToken cancellationToken)
    {
        List<ComponentKey> asked = [];
        foreach (var (annotation, value) in keys.Where(key => key.Value is not null).Distinct())
        {
            asked.Add(new(annotation, value!));
            if (await finder.ByAnnotationAsync(annotation, value!, cancellationToken) is { } component)
            {
                return new(component, []);
            }
        }

        if ((Ref(named) ?? Ref(delivery.Hints.GetValueOrDefault(ComponentHint))) is { } told)
        {
            return new(told, []);
        }

        foreach (var repository in repositories.Select(SlugOf).OfType<string>().Distinct())
        {
            asked.Add(ComponentKey.Repository(repository));
            if (await finder.ByRepositoryAsync(repository, cancellationToken) is { } made)
            {
                return new(made, []);
            }
        }

        return new(null, asked);
    }

    public static string EnvironmentOf(this SenderDelivery delivery, string? named) =>
        named ?? delivery.HintedEnvironment() ?? DefaultEnvironment;

    public static string? HintedEnvironment(this SenderDelivery delivery) =>
        delivery.Hints.GetValueOrDefault(EnvironmentHint) is { Length: > 0 and <= LongestEnvironment } hinted ? hinted : null;

    public static EntityRef? Ref(string? text) =>
        EntityRef.TryParse(text, out var found, "component") && EntityRefFormat.IsValid(found) ? found : null;

    // The catalog has repositories as owner/name; the same without its host.
    private static string? SlugOf(string? repository)
    {
        var parts = Events.Repositories.Normalize(repository).Split('/');
        return parts.Length == 3 ? $"{parts[1]}/{parts[2]}" : null;
    }
}
