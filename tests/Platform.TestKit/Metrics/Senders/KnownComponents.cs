using Platform.Core.Catalog;
using Platform.Core.Metrics.Senders;

namespace Platform.TestKit.Metrics.Senders;

/// <summary>A catalog that knows a few components by what senders call them.</summary>
public sealed class KnownComponents : IComponentFinder
{
    private readonly List<(ComponentKey Key, EntityRef Component)> _known = [];

    public KnownComponents With(string annotation, string value, string component)
    {
        _known.Add((new(annotation, value), EntityRef.Parse(component, "component")));
        return this;
    }

    public KnownComponents InRepository(string component, string repository) =>
        With(ComponentKey.ProjectSlug, repository, component);

    public Task<EntityRef?> ByRepositoryAsync(string repository, CancellationToken cancellationToken) =>
        ByAnnotationAsync(ComponentKey.ProjectSlug, repository, cancellationToken);

    public Task<IReadOnlyList<EntityRef>> AllByRepositoryAsync(string repository, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EntityRef>>(Find(ComponentKey.ProjectSlug, repository));

    public Task<EntityRef?> ByAnnotationAsync(string key, string value, CancellationToken cancellationToken) =>
        Task.FromResult(Find(key, value) is [var only] ? only : null);

    private List<EntityRef> Find(string annotation, string value) =>
    [
        .. _known.Where(one => one.Key.Annotation == annotation
                && one.Key.Value.Equals(value, StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Component)
            .OrderBy(component => component.Canonical, StringComparer.Ordinal),
    ];
}
