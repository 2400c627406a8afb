using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>Sources whose placeholders read some files: they say something else when those change.</summary>
public sealed class Dependents(ISourceManifests manifests, IRepositoryReading reading, RepositoryHost host)
{
    /// <summary>Up to here one question for each file is cheaper than reading all manifests.</summary>
    private const int MostQuestions = 50;

    private const string UrlPrefix = "url:";

    /// <param name="pages">Addresses for people of the files.</param>
    public async Task<IReadOnlyList<SourceManifest>> OfAsync(
        IReadOnlyCollection<string> pages, CancellationToken cancellationToken)
    {
        var keys = pages.Select(page => UrlPrefix + page).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, SourceManifest>(StringComparer.Ordinal);
        if (keys.Count > MostQuestions)
        {
            await foreach (var manifest in manifests.ListAsync(cancellationToken))
            {
                if (manifest.RefreshKeys.Any(keys.Contains))
                {
                    found[manifest.Source] = manifest;
                }
            }

            return [.. found.Values];
        }

        foreach (var key in keys)
        {
            foreach (var manifest in await manifests.ListByRefreshKeyAsync(key, cancellationToken))
            {
                found[manifest.Source] = manifest;
            }
        }

        return [.. found.Values];
    }

    /// <summary>The source itself, with the texts beside it as they are now.</summary>
    /// <returns>Null for what is no file of a repository, or can't be found where it was.</returns>
    public async Task<SourceReading?> ReadAsync(SourceManifest manifest, CancellationToken cancellationToken)
    {
        if (!manifest.Location.StartsWith(UrlPrefix, StringComparison.Ordinal)
            || !Uri.TryCreate(manifest.Location[UrlPrefix.Length..], UriKind.Absolute, out var url)
            || host.Read(url) is not { } named)
        {
            return null;
        }

        foreach (var candidate in named.Candidates.Where(candidate => !candidate.IsGlob))
        {
            var file = await reading.FileAsync(
                named.Repository, candidate.Path, candidate.Reference, knownTag: null, cancellationToken);
            if (file.IsOk)
            {
                return new(
                    DescriptorOf(manifest, named.Repository, candidate), SourceState.Read, file.Value.Text,
                    ContentTag: file.Value.Sha);
            }
        }

        return null;
    }

    private Descriptor DescriptorOf(SourceManifest manifest, RepositoryName repository, RepositoryPath place) =>
        new(
            manifest.Source,
            manifest.Location,
            place.Path,
            new(repository, place.Reference, place.Path, new Uri($"{host.Web}{repository}"), place.Reference));
}
