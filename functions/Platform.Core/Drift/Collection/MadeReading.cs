using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Drift.Content;
using Platform.Core.Drift.Facts;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Drift.Collection;

/// <summary>
/// Which template made what of a repository: by the platform's records, under all names that the repository had, and by the
/// mark that stands in it where there is no record. Asked when its content has changed.
/// </summary>
public sealed class MadeReading(IProvenanceStore records, IContentStore contents)
{
    private const int ShortHash = 12;

    public async Task<IReadOnlyList<MadeFolder>> RecordedAsync(
        RepositoryListed listed, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ProvenanceRecord>(StringComparer.Ordinal);
        foreach (var name in listed.FormerNames.Select(RepositoryName.Parse).Append(listed.Name))
        {
            // The newest first; of each folder the last that was made counts.
            foreach (var record in await records.ListAsync(name, cancellationToken))
            {
                if (!found.TryGetValue(record.Folder, out var other) || other.RequestedAt < record.RequestedAt)
                {
                    found[record.Folder] = record;
                }
            }
        }

        var made = new List<MadeFolder>();
        foreach (var record in found.Values.OrderBy(one => one.Folder, StringComparer.Ordinal))
        {
            made.Add(new(
                record.Folder, record.Template.Canonical, VersionOf(record.Version?.Semver, record.Version?.Hash),
                record.Version?.Hash, await FilesAsync(record, cancellationToken)));
        }

        return made;
    }

    /// <summary>Those that only a mark in the repository tells of; what they were made of is not known.</summary>
    public static IReadOnlyList<MadeFolder> With(IReadOnlyList<MadeFolder> recorded, RepositoryContent content) =>
    [
        .. recorded,
        .. content.Scaffold.Where(mark => !recorded.Any(one => one.Folder == mark.Key))
            .Select(mark => OfMark(mark.Key, mark.Value)).OfType<MadeFolder>()
            .OrderBy(one => one.Folder, StringComparer.Ordinal),
    ];

    /// <returns>Null when nothing is recorded: then a mark says which folders count.</returns>
    public static IReadOnlySet<string>? TrackedOf(IEnumerable<MadeFolder>? made)
    {
        var paths = (made ?? []).SelectMany(one => one.Files?.Keys ?? []).ToHashSet(StringComparer.Ordinal);
        return paths.Count == 0 ? null : paths;
    }

    private async Task<IReadOnlyDictionary<string, string>?> FilesAsync(
        ProvenanceRecord record, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await contents.LoadAsync(record.Base.Manifest, cancellationToken);
            var bodies = await contents.ReadAsync(manifest.Files, cancellationToken);
            return bodies.ToDictionary(
                body => record.Folder + body.Path, body => BlobSha(body.Content.Span), StringComparer.Ordinal);
        }
        catch (ContentMissingException)
        {
            return null;
        }
    }

    private static MadeFolder? OfMark(string folder, JsonObject mark) =>
        EntityRef.TryParse(mark["template"]?.ToString(), out var template) && mark["version"] is JsonObject version
            ? new(
                folder, template.Canonical, VersionOf(version["semver"]?.ToString(), version["hash"]?.ToString()),
                version["hash"]?.ToString(), null)
            : null;

    private static string VersionOf(string? semver, string? hash) =>
        semver ?? (hash is { Length: > ShortHash } ? hash[..ShortHash] : hash ?? "unknown");

    // What git calls the SHA of a blob. It names content here, it protects nothing.
#pragma warning disable CA5350
    private static string BlobSha(ReadOnlySpan<byte> content)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0"));
        return Convert.ToHexStringLower(SHA1.HashData([.. head, .. content]));
    }
#pragma warning restore CA5350
}
