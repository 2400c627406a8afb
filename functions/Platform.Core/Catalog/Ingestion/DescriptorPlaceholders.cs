using System.Text.RegularExpressions;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>
/// What one descriptor's placeholders mean: files of its own repository at its own commit, and whatever is allowed elsewhere.
/// </summary>
public sealed partial class DescriptorPlaceholders(Descriptor descriptor, ICatalogFiles files, IWebTexts web, AllowedUrls allowed)
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
        var url = from is null ? InlineUrl() : from.Url;
        return path is not null ? InRepository(target, path)
            : url is not null && Uri.TryCreate(url, target, out var resolved) ? Elsewhere(resolved.AbsoluteUri)
            : Refused(target, "an absolute URL, as the descriptor's own location is none that paths could be relative to");
    }

    public Task<Result<string>> ReadAsync(PlaceholderTarget target, CancellationToken cancellationToken)
    {
        if (target.Path is { } path)
        {
            return files.ReadAsync(descriptor.File!.Repository, path, descriptor.File.Sha, cancellationToken);
        }

        // Pages of the host that the repository is on show a file in HTML; the file itself comes from source control.
        var url = target.Url!;
        return descriptor.File is { } own && own.Url.Authority == url.Authority
            && BlobPage().Match(url.AbsolutePath) is { Success: true } page
            && RepositoryName.TryParse($"{page.Groups[1]}/{page.Groups[2]}", out var repository)
            ? files.ReadAsync(repository, Uri.UnescapeDataString(page.Groups[4].Value), page.Groups[3].Value, cancellationToken)
            : web.ReadAsync(url, LargestText, cancellationToken);
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

        return allowed.Allows(url)
            ? new PlaceholderTarget(UrlPrefix + address) { Url = new Uri(address) }
            : new Problem(
                PlaceholderCodes.Host,
                $"'{target}' is not read, because its host is not on the list of allowed ones.",
                Value: target,
                Expected: "a file of the same repository, or an address that an administrator has allowed");
    }

    private Result<PlaceholderTarget> InRepository(string target, string from)
    {
        var start = target.StartsWith('/') ? [] : from.Split('/')[..^1];
        var parts = new List<string>(start);
        foreach (var step in target.Split('/').Where(step => step is not ("" or ".")))
        {
            if (step != "..")
            {
                parts.Add(step);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return Refused(target, "a path inside the repository");
            }
        }

        var path = string.Join('/', parts);
        return path.Length > 0
            ? new PlaceholderTarget(UrlPrefix + descriptor.File!.PageOf(path)) { Path = path }
            : Refused(target, "the path of a file");
    }

    private Uri? InlineUrl() =>
        descriptor.File is null
        && descriptor.Location.StartsWith(UrlPrefix, StringComparison.Ordinal)
        && Uri.TryCreate(descriptor.Location[UrlPrefix.Length..], UriKind.Absolute, out var url) ? url : null;

    private static Problem Refused(string target, string expected) =>
        new(PlaceholderCodes.Target, $"'{target}' is not valid: expected {expected}.", Value: target, Expected: expected);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Absolute();

    [GeneratedRegex(@"\A/([^/]+)/([^/]+)/(?:blob|raw)/([^/]+)/(.+)\z")]
    private static partial Regex BlobPage();
}
