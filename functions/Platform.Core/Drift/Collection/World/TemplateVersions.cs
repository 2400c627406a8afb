using Platform.Core.Drift.Rules;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Drift.Collection;

/// <summary>What everybody is offered of each template now.</summary>
public sealed class TemplateVersions(ITemplateLibrary templates) : IWorldSource
{
    public async Task BringAsync(WorldDraft draft, CancellationToken cancellationToken)
    {
        draft.Templates = (await templates.ListAsync(cancellationToken)).GroupBy(one => one.Ref.Canonical).ToDictionary(
            group => group.Key, group => group.First().State is { } state ? state.Stable ?? state.Newest : null,
            StringComparer.Ordinal);
        draft.Parts[FactNames.Provenance] = new("provenance", draft.At, TimeSpan.FromDays(1));
    }
}
