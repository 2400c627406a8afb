using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Functions.Cli.Catalog.Import.AppConfigs;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>What files say: an <c>app-config.yaml</c> of Backstage, a descriptor, or a folder with an export.</summary>
internal static class FileMaterial
{
    /// <exception cref="CommandException">There is no such file, or it can't be read.</exception>
    public static async Task<ImportMaterial> ReadAsync(string path, string usage, CancellationToken cancellationToken)
    {
        var files = new DescriptorFiles(new YamlDocumentReader());
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return await FolderAsync(full, usage, files, cancellationToken);
        }

        if (!File.Exists(full))
        {
            throw new CommandException(ExitCode.Usage, $"There is no file or folder '{path}'.\n{usage}");
        }

        var text = await DescriptorFiles.TextAsync(full, cancellationToken);
        return files.Documents(full, text) is [JsonObject { } config] && !config.ContainsKey("kind")
            ? await new AppConfigReading(full, files).ReadAsync(config, cancellationToken)
            : await FilesAsync(full, [full], files, cancellationToken);
    }

    /// <summary>An export says itself what belongs to it; of another folder every descriptor does.</summary>
    private static async Task<ImportMaterial> FolderAsync(
        string folder, string usage, DescriptorFiles files, CancellationToken cancellationToken)
    {
        var list = Path.Combine(folder, Export.ExportFolder.List);
        return File.Exists(list)
            ? await FilesAsync(folder, [list], files, cancellationToken)
            : await FilesAsync(folder, DescriptorPaths.Find([folder], usage), files, cancellationToken);
    }

    private static async Task<ImportMaterial> FilesAsync(
        string named, IReadOnlyList<string> paths, DescriptorFiles files, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            await files.AddAsync(path, isOptional: false, cancellationToken);
        }

        return new(NameOf(named), files.Entities)
        {
            Locations = files.Locations,
            Faults = files.Faults,
            Sentences = files.Sentences,
        };
    }

    internal static string NameOf(string path) => new Uri(path).AbsoluteUri;
}
