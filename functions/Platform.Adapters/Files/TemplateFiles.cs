using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Files;

/// <summary>
/// Reads a template where its author has it: the definition, its folder, and the folders beside it that its steps name
/// (<c>../../skeletons/x</c>), as Backstage reads them from the template's repository.
/// </summary>
public sealed class TemplateFiles(IDocumentReader documents, IContentStore contents)
{
    private const int MostFiles = 20_000;
    private const long MostBytes = 512L * 1024 * 1024;
    private const int MostLevels = 3;

    /// <param name="name">How problems call the file.</param>
    public async Task<Result<StoredTemplate>> ReadAsync(string file, string name, CancellationToken cancellationToken)
    {
        var read = documents.Read(name, await File.ReadAllTextAsync(file, cancellationToken))
            .FirstOrDefault(document => !document.IsOk || document.Value.Root is not null);
        if (read is null)
        {
            return new Problem("template-invalid", $"{name} is empty.", Expected: "a template definition");
        }

        return read.IsOk
            ? await StoreAsync(read.Value, Path.GetDirectoryName(Path.GetFullPath(file))!, cancellationToken)
            : Result<StoredTemplate>.Failed(read.Problems);
    }

    private async Task<Result<StoredTemplate>> StoreAsync(
        SourceDocument document, string folder, CancellationToken cancellationToken)
    {
        var (root, folders) = Reach(folder, document.Root);
        List<FileInfo> files = [.. folders.SelectMany(FolderFiles.In).DistinctBy(file => file.FullName)];
        if (files.Count > MostFiles || files.Sum(file => file.LinkTarget is null ? file.Length : 0) > MostBytes)
        {
            return new Problem(
                "template-too-large", $"The template's folders hold {files.Count} files.",
                Expected: $"at most {MostFiles} files and {MostBytes >> 20} MiB");
        }

        var bodies = new List<WorkspaceBody>();
        foreach (var file in files)
        {
            bodies.Add(await FolderFiles.ReadAsync(root, file, cancellationToken));
        }

        var refused = bodies.Where(body => !WorkspacePath.IsSafe(body.Path)).Select(body => new Problem(
            "path-unsafe", $"The template's file '{body.Path}' can't be used.", Value: body.Path,
            Expected: WorkspacePath.Requirements)).ToList();
        return refused.Count > 0
            ? Result<StoredTemplate>.Failed(refused)
            : new StoredTemplate(
                document,
                await contents.SaveAsync(
                    new WorkspaceManifest(await contents.WriteAsync(bodies, cancellationToken)), cancellationToken),
                document.File,
                folder == root ? string.Empty : Path.GetRelativePath(root, folder).Replace(Path.DirectorySeparatorChar, '/'));
    }

    /// <summary>The folder above everything that is read, and what is read. Never more than the template's repository.</summary>
    private static (string Root, IReadOnlyList<string> Folders) Reach(string folder, JsonNode? definition)
    {
        var highest = HighestOf(folder);
        var (root, folders) = (folder, new List<string> { folder });
        foreach (var named in UrlsOf(definition).Select(url => NamedBy(folder, url)).OfType<string>().Distinct())
        {
            if (!IsWithin(named, folder) && IsWithin(named, highest) && Directory.Exists(named))
            {
                folders.Add(named);
                while (!IsWithin(named, root))
                {
                    root = Path.GetDirectoryName(root)!;
                }
            }
        }

        return (root, folders);
    }

    private static IEnumerable<string> UrlsOf(JsonNode? definition) =>
        ((definition as JsonObject)?["spec"] as JsonObject)?["steps"] is JsonArray steps
            ? steps.Select(step => ((step as JsonObject)?["input"] as JsonObject)?["url"])
                .Where(url => url?.GetValueKind() == JsonValueKind.String).Select(url => url!.GetValue<string>())
            : [];

    /// <summary>The folder that a url names, as far as it can be known before it is rendered; null for an address.</summary>
    private static string? NamedBy(string folder, string url)
    {
        var expression = url.IndexOf("{{", StringComparison.Ordinal);
        var known = expression < 0 ? url : url[..(url.LastIndexOf('/', expression) + 1)];
        if (known.Contains(':', StringComparison.Ordinal) || known.StartsWith('/')
            || known.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var named = Path.GetFullPath(Path.Combine(folder, known)).TrimEnd(Path.DirectorySeparatorChar);
        return File.Exists(named) ? Path.GetDirectoryName(named) : named;
    }

    private static string HighestOf(string folder)
    {
        var highest = folder;
        for (var level = 0; level <= MostLevels; level++)
        {
            if (Directory.Exists(Path.Combine(highest, ".git")) || File.Exists(Path.Combine(highest, ".git")))
            {
                return highest;
            }

            if (level < MostLevels && Path.GetDirectoryName(highest) is { } parent && Path.GetDirectoryName(parent) is not null)
            {
                highest = parent;
            }
        }

        return highest;
    }

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
