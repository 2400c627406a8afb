using System.Text.Json.Nodes;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Proposals;

/// <summary>
/// Reads what a repository says of itself, and proposes how to describe it where nobody has. It reads the default branch with a
/// bounded number of calls, changes nothing, and gives the same answer for the same commit and catalog.
/// </summary>
public sealed class RepositoryAnalysis(
    IRepositoryReading reading,
    IDocumentReader documents,
    ISourceManifests manifests,
    ICatalogReader catalog,
    DescriptorNames names)
{
    // A repository with more is described already, whatever the rest of them says.
    private const int MostExisting = 20;

    /// <param name="wanted">Which files are descriptors; null for the setting's.</param>
    /// <returns>
    /// Problems of <see cref="ReadingProblems"/>, <see cref="ReadingProblems.RepositoryEmpty"/> among them, when there is nothing
    /// to read.
    /// </returns>
    /// <exception cref="TransientSourceControlException">The host has no answer now.</exception>
    public async Task<Result<AnalyzedRepository>> AnalyzeAsync(
        RepositoryName repository, DescriptorNames? wanted, CancellationToken cancellationToken)
    {
        var profile = await reading.ProfileAsync(repository, cancellationToken);
        if (!profile.IsOk)
        {
            return Result<AnalyzedRepository>.Failed(profile.Problems);
        }

        var listed = profile.Value.Listed;
        var tree = await reading.TreeAsync(listed.Name, listed.DefaultBranch, knownTag: null, cancellationToken);
        if (!tree.IsOk)
        {
            return Result<AnalyzedRepository>.Failed(tree.Problems);
        }

        var files = new RepositoryFiles(reading, listed, tree.Value);
        var existing = await ExistingAsync(files, wanted ?? names, cancellationToken);
        return new AnalyzedRepository(
            profile.Value, existing, existing.Count > 0 ? [] : await ProposeAsync(files, profile.Value, cancellationToken));
    }

    private async Task<IReadOnlyList<ExistingDescriptor>> ExistingAsync(
        RepositoryFiles files, DescriptorNames wanted, CancellationToken cancellationToken)
    {
        List<Descriptor> descriptors =
        [
            .. files.All.Where(file => wanted.Match(file.Path)).Take(MostExisting)
                .Select(file => RepositoryDescriptors.Of(files.Repository, files.Repository.DefaultBranch, file.Path)),
        ];
        var known = await manifests.FindAsync([.. descriptors.Select(one => one.Source)], cancellationToken);
        var existing = new List<ExistingDescriptor>();
        foreach (var one in descriptors)
        {
            var text = await files.TextAsync(one.Name, cancellationToken) ?? string.Empty;
            existing.Add(new(
                one,
                known.GetValueOrDefault(one.Source) is { IsGone: false },
                [.. documents.Read(one.Name, text).Select(document => document.Value?.Root).OfType<JsonObject>()]));
        }

        return existing;
    }

    private async Task<IReadOnlyList<ProposedEntity>> ProposeAsync(
        RepositoryFiles files, RepositoryProfile profile, CancellationToken cancellationToken)
    {
        var place = CodeOwners.Places.FirstOrDefault(files.Has);
        var rules = place is not null && await files.TextAsync(place, cancellationToken) is { } text
            ? CodeOwners.Parse(text)
            : null;
        var found = await new ProjectFolders(files, documents).FindAsync(cancellationToken);
        var proposal = new ComponentProposal(files, profile, catalog);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var proposed = new List<ProposedEntity>();
        foreach (var folder in found.Folders)
        {
            proposed.Add(await proposal.OfAsync(folder, found.Reason, (place, rules), taken, cancellationToken));
        }

        return proposed;
    }
}
