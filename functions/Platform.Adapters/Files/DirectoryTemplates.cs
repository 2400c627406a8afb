using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Files;

/// <summary>
/// Templates in folders: each folder with a <c>template.yaml</c> is one. The whole folder is stored when a task is made from it,
/// so that nothing a task needs stays behind on this machine.
/// </summary>
public sealed class DirectoryTemplates(string root, IDocumentReader documents, IContentStore contents) : ITemplateLibrary
{
    private const string DefinitionFile = "template.yaml";

    // By folder: what it looked like, and the manifest of that. Storing again would only find everything there.
    private readonly ConcurrentDictionary<string, (string Look, string Manifest, string Hash)> _stored =
        new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<TemplateSummary>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAllAsync(cancellationToken)).Select(found => new TemplateSummary(
            found.Ref, Text(found.Document, "title"), Text(found.Document, "description")))];

    public async Task<Result<StoredTemplate>> FindAsync(
        EntityRef template, TemplateSelection selection, CancellationToken cancellationToken)
    {
        var all = await ReadAllAsync(cancellationToken);
        if (all.FirstOrDefault(found => found.Ref == template) is not { } wanted)
        {
            var known = string.Join(", ", all.Select(found => found.Ref.Canonical));
            return new Problem(
                "template-unknown", $"There is no template '{template}'.", "templateRef", template.Canonical,
                known.Length > 0 ? $"one of: {known}" : "a template; this platform has none");
        }

        var (source, hash) = await StoreAsync(wanted.Folder, cancellationToken);
        var version = new TemplateVersion(wanted.Ref, SemanticVersion.Of(wanted.Document.Root), hash, selection.Channel);
        return new StoredTemplate(wanted.Document, source, wanted.Document.File, Version: version);
    }

    private async Task<List<Found>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var all = new List<Found>();
        string[] folders = Directory.Exists(root) ? Directory.GetDirectories(root) : [];
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, DefinitionFile);
            if (File.Exists(file))
            {
                var text = await File.ReadAllTextAsync(file, cancellationToken);
                var name = $"{Path.GetFileName(folder)}/{DefinitionFile}";
                all.AddRange(documents.Read(name, text).SelectMany(document => Identify(folder, document)));
            }
        }

        return all;
    }

    // A definition that names itself can be found; everything else about it is judged when a task is made from it.
    private static IEnumerable<Found> Identify(string folder, Result<SourceDocument> document) =>
        document is { IsOk: true, Value: { } value } && Text(value, "name") is { Length: > 0 } name
            ? [new(folder, EntityRef.Create("template", Text(value, "namespace") ?? EntityRef.DefaultNamespace, name), value)]
            : [];

    private static string? Text(SourceDocument document, string field) =>
        document.Root?["metadata"]?[field] is { } node && node.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? node.GetValue<string>()
            : null;

    private async Task<(string Manifest, string Hash)> StoreAsync(string folder, CancellationToken cancellationToken)
    {
        var files = FolderFiles.In(folder);
        var look = LookOf(files);
        if (_stored.TryGetValue(folder, out var known) && known.Look == look)
        {
            return (known.Manifest, known.Hash);
        }

        var bodies = new List<WorkspaceBody>();
        foreach (var file in files)
        {
            bodies.Add(await FolderFiles.ReadAsync(folder, file, cancellationToken));
        }

        var manifest = new WorkspaceManifest(await contents.WriteAsync(bodies, cancellationToken));
        var address = await contents.SaveAsync(manifest, cancellationToken);
        _stored[folder] = (look, address, manifest.Fingerprint());
        return (address, manifest.Fingerprint());
    }

    private static string LookOf(IReadOnlyList<FileInfo> files)
    {
        var look = new StringBuilder();
        foreach (var file in files)
        {
            look.Append(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n");
        }

        return ContentHash.Of(look.ToString());
    }

    private sealed record Found(string Folder, EntityRef Ref, SourceDocument Document);
}
