using System.Text.RegularExpressions;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Finds out what a target means. Repositories are read with the platform's credentials, which may see more than whoever wrote
/// the target: from a file, a location leads to repositories of the same owner, and to others only when an administrator has
/// listed them.
/// </summary>
public sealed partial class LocationAddresses(RepositoryHost host, AllowedUrls allowed)
{
    public const int LongestTarget = 1500;

    private const string Expected = "an http or https URL, or a path relative to the file";

    /// <param name="target">As it is written.</param>
    /// <param name="from">What names it; null for what somebody registers.</param>
    public Result<TargetAddress> Resolve(string target, Descriptor? from)
    {
        if (target.Length is 0 or > LongestTarget || target.Any(char.IsControl))
        {
            return Wrong(LocationCodes.Target, target, $"{Expected}, of at most {LongestTarget} characters");
        }

        var address = AddressOf(target, from);
        return address.Value?.Repository?.Candidates.Any(candidate => candidate.IsGlob && !IsGlob(candidate.Path)) == true
            ? Wrong(LocationCodes.Target, target, "a glob with *, ?, [a-z] and {a,b}")
            : address;
    }

    private Result<TargetAddress> AddressOf(string target, Descriptor? from)
    {
        if (Scheme().IsMatch(target) || from is null)
        {
            return Absolute(target, from);
        }

        if (from.File is { } file)
        {
            return RepositoryPath.Join(file.Path, target) is { } path
                ? new TargetAddress(RepositoryUrl.At(file.Repository, file.Branch, path), null)
                : Wrong(LocationCodes.Target, target, "the path of a file inside the repository");
        }

        return UrlOf(from) is { } url && Uri.TryCreate(url, target, out var resolved)
            ? Absolute(resolved.AbsoluteUri, from)
            : Wrong(LocationCodes.Target, target, "an http or https URL, as there is nothing that a path could be relative to");
    }

    private Result<TargetAddress> Absolute(string target, Descriptor? from)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return Wrong(LocationCodes.Target, target, from is null ? "an http or https URL" : Expected);
        }

        if (!host.Owns(url))
        {
            return allowed.Allows(url)
                ? new TargetAddress(null, new Uri(url.GetLeftPart(UriPartial.Query)))
                : Wrong(
                    LocationCodes.Host, target,
                    $"an address on {host.Web.Authority}, or one that an administrator has allowed by CatalogAllowedUrls");
        }

        return host.Read(url) is not { } named
            ? Wrong(LocationCodes.Target, target, $"the address of a file, like {host.Web}owner/name/blob/main/catalog-info.yaml")
            : from is null || IsNear(named, from) || Lists(named)
                ? new TargetAddress(named, null)
                : Wrong(
                    LocationCodes.Repository, target,
                    "a repository of the same owner, or one whose path an administrator has listed in CatalogAllowedUrls");
    }

    private static bool IsNear(RepositoryUrl named, Descriptor from) =>
        from.File is { } file
        && string.Equals(named.Repository.Owner, file.Repository.Owner, StringComparison.OrdinalIgnoreCase);

    private bool Lists(RepositoryUrl named) =>
        allowed.Lists(new Uri($"{host.Web}{named.Repository}"));

    private static bool IsGlob(string path)
    {
        try
        {
            return GlobPattern.Parse(path) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static Uri? UrlOf(Descriptor from) =>
        !from.IsClaimed && from.Location.StartsWith("url:", StringComparison.Ordinal)
        && Uri.TryCreate(from.Location["url:".Length..], UriKind.Absolute, out var url) ? url : null;

    private static Problem Wrong(string code, string target, string expected) =>
        new(code, $"'{target}' is not read: expected {expected}.", Value: target, Expected: expected);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
