using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Provenance;

/// <summary>
/// Marks what tasks put into repositories: a file that goes into the commit, and the same in the platform's own records. Whoever
/// commits files that a template made asks for the mark first.
/// </summary>
public sealed class RepositoryMarks(IContentStore contents, IProvenanceStore records)
{
    /// <summary>Of the file, within the folder that was made.</summary>
    public const string Path = ".platform/scaffold.json";

    public const string Schema = "https://platform.functions/schemas/scaffold.schema.json";

    private static readonly System.Text.Json.JsonSerializerOptions Indented =
        new(PlatformJson.Options) { WriteIndented = true, NewLine = "\n" };

    /// <param name="folder">Of the repository, with its trailing slash; empty for all of it.</param>
    /// <param name="files">Of the workspace, below <paramref name="sourcePath"/>.</param>
    /// <param name="sourcePath">The part of their paths that is cut off, with its trailing slash.</param>
    /// <returns>The file to commit beside them, with its path in the repository. A file of that path gives way to it.</returns>
    public async Task<WorkspaceBody> MarkAsync(
        ScaffoldTask task,
        RepositoryName repository,
        string folder,
        IReadOnlyList<WorkspaceFile> files,
        string sourcePath,
        CancellationToken cancellationToken)
    {
        var tree = new WorkspaceManifest([.. files
            .Select(file => file with { Path = file.Path[sourcePath.Length..] })
            .Where(file => file.Path != Path)]);
        var manifest = await contents.SaveAsync(tree, cancellationToken);
        var record = RecordOf(task, repository, folder, new(tree.Fingerprint(), manifest, tree.Files.Count));

        // The record first: a repository that says where it came from is known here.
        await records.RecordAsync(record, cancellationToken);
        return new(folder + Path, "100644", Encoding.UTF8.GetBytes(TextOf(record)));
    }

    /// <summary>The file's text; the same for the same task, so that a repeated commit is the same commit.</summary>
    public static string TextOf(ProvenanceRecord record) => new JsonObject
    {
        ["$schema"] = Schema,
        ["task"] = record.Task.Value,
        ["template"] = record.Template.Canonical,
        ["version"] = System.Text.Json.JsonSerializer.SerializeToNode(record.Version, PlatformJson.Options),
        ["source"] = record.Source,
        ["parameters"] = record.Parameters.DeepClone(),
        ["base"] = System.Text.Json.JsonSerializer.SerializeToNode(record.Base, PlatformJson.Options),
    }.ToJsonString(Indented) + "\n";

    private static ProvenanceRecord RecordOf(ScaffoldTask task, RepositoryName repository, string folder, BaseTree tree)
    {
        var (spec, version) = (task.Spec, task.Spec.TemplateInfo.Version);
        return new(
            task.Id,
            repository,
            folder,
            spec.TemplateInfo.EntityRef,
            version is null ? null : new(version.SemVer, version.ContentHash),
            spec.Source,
            spec.Folder,
            SecretParameters.Without(spec.Parameters, spec.SecretParameters),
            tree,
            task.CreatedBy,
            task.CreatedAt);
    }
}
