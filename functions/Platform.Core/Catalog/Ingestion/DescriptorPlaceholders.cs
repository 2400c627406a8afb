using System.Text.RegularExpressions;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>
/// What one descriptor's placeholders mean: files of its own repository at its own commit, and whatever is allowed elsewhere.
/// Files of other repositories are read with the platform's credentials, which may see more than whoever wrote the descriptor:
/// an allowed host opens those of the same owner, others only by an entry that has their path.
/// </summary>
public sealed partial class DescriptorPlaceholders(
    Descriptor descriptor, ICatalogFiles files, IWebTexts web, AllowedUrls allowed, RepositoryHost host)
    : IPlaceholderSource
{
    private const int LargestText = 1024 * 1024;

    private const string UrlPrefix = "url:";

    public Result<PlaceholderTarget> Resolve(string target, PlaceholderTarget? from)
    {
        if (Absolute().IsMatch(target))
        {
            return Elsewhere(target);
        }

        var path = from is null ? descriptor.File?.Path : from.Path;
        var url = from is null ? TextUrl() : from.Url;
        return path is not null ? InRepository(target, path)
            : url is not null && Uri.TryCreate(url, target, out var resolved) ? Elsewhere(resolved.AbsoluteUri)
            : Refused(target, "an absolute URL, as the descriptor's own location is none that paths could be relative to");
    }

    public async Task<Result<string>> ReadAsync(PlaceholderTarget target, CancellationToken cancellationToken)
    {
        if (target.Path is { } path)
        {
            return await files.ReadAsync(descriptor.File!.Repository, path, descriptor.File.Sha, cancellationToken);
        }

        // Pages of a host of repositories show a file in HTML; the file itself comes from source control.
        if (host.Read(target.Url!) is { } named)
        {
            return await ReadAsync(named, cancellationToken);
        }

        var read = await web.ReadAsync(target.Url!, knownTag: null, LargestText, cancellationToken);
        return read.IsOk ? read.Value.Text : Result<string>.Failed(read.Problems);
    }

    private async Task<Result<string>> ReadAsync(RepositoryUrl named, CancellationToken cancellationToken)
    {
        Result<string>? first = null;
        foreach (var candidate in named.Candidates.Where(candidate => !candidate.IsGlob))
        {
            var read = await files.ReadAsync(named.Repository, candidate.Path, candidate.Reference, cancellationToken);
            if (read.IsOk)
            {
                return read;
            }

            first ??= read;
        }

        return first ?? Refused(named.Candidates[0].Path, "the address of one file");
    }

    private Result<PlaceholderTarget> Elsewhere(string target)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return Refused(target, "an http or https URL, or a path relative to the descriptor");
        }

        var address = url.GetLeftPart(UriPartial.Query);
        if (descriptor.File is { } own && address.StartsWith(own.PageOf(string.Empty), StringComparison.OrdinalIgnoreCase))
        {
            return InRepository("/" + Uri.UnescapeDataString(address[own.PageOf(string.Empty).Length..]), own.Path);
        }

        if (!allowed.Allows(url))
        {
            return new Problem(
                PlaceholderCodes.Host,
                $"'{target}' is not read, because its host is not on the list of allowed ones.",
                Value: target,
                Expected: "a file of the same repository, or an address that an administrator has allowed");
        }

        return host.Owns(url) && !IsOpen(url)
            ? new Problem(
                PlaceholderCodes.Repository,
                $"'{target}' is not read: it is in the repository of another owner, or in none.",
                Value: target,
                Expected: "a file of the same owner, or one whose path an administrator has listed in CatalogAllowedUrls")
            : new PlaceholderTarget(UrlPrefix + address) { Url = new Uri(address) };
    }

    private bool IsOpen(Uri url) =>
        host.Read(url) is { } named
        && (allowed.Lists(url)
            || allowed.Lists(new Uri($"{host.Web}{named.Repository}"))
            || string.Equals(named.Repository.Owner, descriptor.File?.Repository.Owner, StringComparison.OrdinalIgnoreCase));

    private Result<PlaceholderTarget> InRepository(string target, string from) =>
        RepositoryPath.Join(from, target) is { } path
            ? new PlaceholderTarget(UrlPrefix + descriptor.File!.PageOf(path)) { Path = path }
            : Refused(target, "the path of a file inside the repository");

    private Uri? TextUrl() =>
        descriptor.File is null
        && descriptor.Location.StartsWith(UrlPrefix, StringComparison.Ordinal)
        && Uri.TryCreate(descriptor.Location[UrlPrefix.Length..], UriKind.Absolute, out var url) ? url : null;

    private static Problem Refused(string target, string expected) =>
        new(PlaceholderCodes.Target, $"'{target}' is not valid: expected {expected}.", Value: target, Expected: expected);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Absolute();
}
