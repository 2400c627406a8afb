using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Writes another owner into the descriptor; who that is, somebody has to say.</summary>
public sealed class SetOwnerFix(string rule, IDocumentReader reader) : IDriftFix
{
    public string Rule => rule;

    public async Task<Result<FixProposal>> ProposeAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (!request.Values.TryGetValue("owner", out var text) || !EntityRef.TryParse(text, out var owner, "group")
            || request.World.Find(owner.Canonical) is null)
        {
            return FixFailures.Missing("owner", "a group or user of the catalog");
        }

        if (await DescriptorEdits.FindAsync(reader, request, cancellationToken) is not { } found
            || !found.Document.Positions.TryGetValue("spec.owner", out var place)
            || YamlEdit.Replace(found.Text, place, owner.Canonical) is not { } edited || edited == found.Text)
        {
            return FixFailures.NotPossible("No owner stands in the entity's descriptor that could be replaced.");
        }

        var name = request.Finding.Subject.Name;
        return new FixProposal(
            $"Make {owner.Name} the owner of {request.Input.Entity!.Ref.Name}",
            $"{string.Join(' ', request.Finding.Evidence.Select(one => one.Message))} This names {owner} as the owner of {name}.",
            [new(found.Path, edited, found.Text)]);
    }
}
