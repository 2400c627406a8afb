using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Functions.Drift.GoldenPaths;

/// <summary>Reads golden-path.yaml from where the setting says.</summary>
internal sealed class GoldenPathText(IOptions<GoldenPathOptions> options, ICatalogFiles files, RepositoryHost host)
{
    public const string Unreadable = "golden-path-unreadable";

    private const string Nothing =
        $"apiVersion: {Core.Drift.GoldenPaths.GoldenPathFile.ApiVersion}\nkind: {Core.Drift.GoldenPaths.GoldenPathFile.Kind}\n";

    private const string Expected = "a file that can be read, or the address of a file in a repository of the platform's GitHub";

    public async Task<Result<string>> ReadAsync(CancellationToken cancellationToken)
    {
        var place = options.Value.GoldenPathFile;
        if (place.Length == 0)
        {
            return Nothing;
        }

        // Whatever went wrong, the last good version is kept, and the next reading may succeed.
        try
        {
            return Uri.TryCreate(place, UriKind.Absolute, out var url) && !url.IsFile
                ? await ReadAsync(url, cancellationToken)
                : await File.ReadAllTextAsync(place, cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return Problem(place);
        }
    }

    private async Task<Result<string>> ReadAsync(Uri url, CancellationToken cancellationToken)
    {
        Result<string>? last = null;
        foreach (var candidate in host.Read(url)?.Candidates.Where(one => !one.IsGlob) ?? [])
        {
            last = await files.ReadAsync(
                host.Read(url)!.Repository, candidate.Path, candidate.Reference, cancellationToken);
            if (last.IsOk)
            {
                return last;
            }
        }

        return last ?? Problem(url.ToString());
    }

    private static Problem Problem(string place) => new(
        Unreadable, $"The golden path can't be read from '{place}'.", nameof(GoldenPathOptions.GoldenPathFile), place, Expected);
}
