using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders;

/// <summary>By what a sender knows a component: an annotation of its entity and the annotation's value.</summary>
/// <param name="Annotation">For example <c>github.com/project-slug</c>.</param>
/// <param name="Value">Compared without case.</param>
public sealed record ComponentKey(string Annotation, string Value)
{
    public const string ProjectSlug = "github.com/project-slug";

    /// <param name="repository"><c>owner/name</c>.</param>
    public static ComponentKey Repository(string repository) => new(ProjectSlug, repository);
}

/// <summary>
/// Finds components by what senders know of them, from a small table that follows the catalog: no index is loaded. Of what was
/// written by another instance it may hear up to a minute late.
/// </summary>
public interface IComponentFinder
{
    /// <param name="repository"><c>owner/name</c>.</param>
    /// <returns>Null when there is none, or more than one.</returns>
    Task<EntityRef?> ByRepositoryAsync(string repository, CancellationToken cancellationToken);

    /// <returns>In the order of their references.</returns>
    Task<IReadOnlyList<EntityRef>> AllByRepositoryAsync(string repository, CancellationToken cancellationToken);

    /// <param name="key">
    /// <c>github.com/project-slug</c>, <c>pagerduty.com/service-id</c>, <c>pagerduty.com/integration-key</c>,
    /// <c>opsgenie.com/component-selector</c>, <c>argocd/app-name</c>, <c>dev.azure.com/project-repo</c>…: any annotation.
    /// </param>
    /// <returns>Null when there is none, or more than one.</returns>
    Task<EntityRef?> ByAnnotationAsync(string key, string value, CancellationToken cancellationToken);
}
