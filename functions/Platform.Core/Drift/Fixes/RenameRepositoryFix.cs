using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Fixes;

/// <summary>Writes a repository's new name wherever the descriptor has a former one.</summary>
public sealed class RenameRepositoryFix(IDocumentReader reader) : IDriftFix
{
    public string Rule => "entity-repository-renamed";

    public async Task<Result<FixProposal>> ProposeAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (request.Input.Repository?.Listing.Value is not { } listed
            || await DescriptorEdits.FindAsync(reader, request, cancellationToken) is not { } found)
        {
            return FixFailures.NotPossible("The entity's descriptor is not in its repository any more.");
        }

        var edited = found.Text;
        foreach (var former in listed.FormerNames.Append($"{request.Input.Entity!.Repository}").Distinct()
            .Where(one => RepositoryName.TryParse(one, out var name) && !name.Equals(listed.Name)))
        {
            edited = Regex.Replace(
                edited, $@"(?<![A-Za-z0-9._-]){Regex.Escape(former)}(?![A-Za-z0-9_-]|\.[A-Za-z0-9])",
                $"{listed.Name}".Replace("$", "$$", StringComparison.Ordinal), RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5));
        }

        return edited == found.Text
            ? FixFailures.NotPossible("No former name stands in the descriptor; it only has to be registered again.")
            : new FixProposal(
                $"Call the repository {listed.Name} in its descriptor",
                string.Join(' ', request.Finding.Evidence.Select(one => one.Message)),
                [new(found.Path, edited, found.Text)]);
    }
}
