using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <param name="Components">Whom an event is about; <c>null</c> alone when the catalog knows nobody yet.</param>
internal sealed record Attribution(IReadOnlyList<EntityRef?> Components, IReadOnlyList<ComponentKey> Unknown)
{
    /// <summary>For an event's id: who it is about is part of what it says.</summary>
    public static string IdOf(EntityRef? component) => component?.Canonical ?? "-";
}

/// <summary>
/// Whom an event of a repository is about. Of several components in one repository those are meant that the event names, by
/// reference or by a word of its texts; when it names none, all of them: a deployment of the whole repository brings each what
/// changed in its paths, and nothing to those whose paths didn't change.
/// </summary>
internal sealed class RepositoryComponents(IComponentFinder finder)
{
    private static readonly char[] Between = [' ', '/', ':', '@', '(', ')', '[', ']', ',', '_', '.'];

    /// <param name="named">What the sender itself says, such as a field of a deployment's payload.</param>
    /// <param name="texts">What may hold a component's name as a word: an environment, a task, a tag.</param>
    public async Task<Attribution> OfAsync(
        Payload payload, string? named, IReadOnlyList<string?> texts, CancellationToken cancellationToken)
    {
        var all = await finder.AllByRepositoryAsync(payload.Repository, cancellationToken);
        if (all.Count == 0)
        {
            return new([null], [ComponentKey.Repository(payload.Repository.ToLowerInvariant())]);
        }

        EntityRef?[] meant = [.. all.Where(one => IsNamed(one, named))];
        meant = meant.Length > 0 || all.Count == 1 ? meant : [.. all.Where(one => texts.Any(text => HasWord(text, one.Name)))];
        return new(meant.Length > 0 ? meant : [.. all], []);
    }

    private static bool IsNamed(EntityRef one, string? named) => named is not null
        && EntityRef.TryParse(named, out var said, "component")
        && string.Equals(said.Canonical, one.Canonical, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whole, or at the beginning or the end: <c>production/orders</c>, <c>orders-production</c>, <c>orders-v1.2</c>.
    /// </summary>
    private static bool HasWord(string? text, string name) => (text ?? string.Empty).Split(Between).Any(word =>
        word.Equals(name, StringComparison.OrdinalIgnoreCase)
        || word.StartsWith(name + '-', StringComparison.OrdinalIgnoreCase)
        || word.EndsWith('-' + name, StringComparison.OrdinalIgnoreCase));
}
