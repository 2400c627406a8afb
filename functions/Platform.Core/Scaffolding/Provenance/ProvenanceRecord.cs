using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Provenance;

/// <summary>Where the contents of a repository, or of a folder of one, came from.</summary>
/// <param name="Folder">The folder of the repository that was made, with its trailing slash; empty for all of it.</param>
/// <param name="Template">As it was asked for.</param>
/// <param name="Version">Null when the template was in no library.</param>
/// <param name="Source">Address of the manifest of the template's folder as it was: what it can be rendered from again.</param>
/// <param name="SourceFolder">The template's folder within <paramref name="Source"/>.</param>
/// <param name="Parameters">The values with defaults, without those that are secrets.</param>
/// <param name="Base">What was rendered: the merge base of a later update.</param>
public sealed record ProvenanceRecord(
    TaskId Task,
    RepositoryName Repository,
    string Folder,
    EntityRef Template,
    ProvenanceVersion? Version,
    string Source,
    string SourceFolder,
    JsonObject Parameters,
    BaseTree Base,
    string RequestedBy,
    DateTimeOffset RequestedAt);

/// <param name="Hash">Of the template's folder.</param>
public sealed record ProvenanceVersion(string? Semver, string Hash);

/// <param name="Hash">Of all paths, modes and bodies; the marker itself is no part of it.</param>
/// <param name="Manifest">Address of the list of the files, whose bodies are kept as long as the platform's storage.</param>
public sealed record BaseTree(string Hash, string Manifest, int Files);

/// <summary>Keeps what is known of where repositories came from.</summary>
public interface IProvenanceStore
{
    /// <summary>Of one task, repository and folder there is one record: saying it again replaces it.</summary>
    Task RecordAsync(ProvenanceRecord record, CancellationToken cancellationToken);

    /// <returns>The newest request first; at most 100.</returns>
    Task<IReadOnlyList<ProvenanceRecord>> ListAsync(RepositoryName repository, CancellationToken cancellationToken);
}
