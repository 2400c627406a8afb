using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>For one delivery that may be about many things: each question is asked once.</summary>
internal sealed class RememberingFinder(IComponentFinder finder) : IComponentFinder
{
    private readonly Dictionary<(string Key, string Value), EntityRef?> _known = [];

    public Task<EntityRef?> ByRepositoryAsync(string repository, CancellationToken cancellationToken) =>
        AskAsync((ComponentKey.ProjectSlug, repository), () => finder.ByRepositoryAsync(repository, cancellationToken));

    public Task<IReadOnlyList<EntityRef>> AllByRepositoryAsync(string repository, CancellationToken cancellationToken) =>
        finder.AllByRepositoryAsync(repository, cancellationToken);

    public Task<EntityRef?> ByAnnotationAsync(string key, string value, CancellationToken cancellationToken) =>
        AskAsync((key, value), () => finder.ByAnnotationAsync(key, value, cancellationToken));

    private async Task<EntityRef?> AskAsync((string Key, string Value) question, Func<Task<EntityRef?>> ask)
    {
        if (!_known.TryGetValue(question, out var answer))
        {
            _known.Add(question, answer = await ask());
        }

        return answer;
    }
}
