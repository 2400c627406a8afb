using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog.Export;

/// <summary>
/// A folder of descriptors: a file for each entity, and Location files that list them, so that one address leads to all. Writing
/// it again changes the files that changed, and takes those away that an earlier export listed and this one does not.
/// </summary>
internal sealed class ExportFolder
{
    public const string List = "catalog-info.yaml";

    /// <summary>No kind has a dash in its name, so no entity's folder is this.</summary>
    private const string Lists = "location-lists";

    // One location brings 5,000 files at most, in Backstage's repositories and here; a list stays readable with fewer.
    private const int MostInList = 1000;

    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _before;

    private ExportFolder(string path, HashSet<string> before) => (Path, _before) = (path, before);

    public string Path { get; }

    /// <exception cref="CommandException">There is something else in it.</exception>
    public static ExportFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        var isEmpty = !Directory.EnumerateFileSystemEntries(full).Any();
        if (!isEmpty && !File.Exists(In(full, List)))
        {
            throw new CommandException(
                ExitCode.Usage, $"'{full}' holds something that is no export; give an empty folder, or that of an earlier one.");
        }

        return new(full, isEmpty ? [] : Listed(full));
    }

    public async Task<ExportLine> WriteAsync(ExportedEntity entity, CancellationToken cancellationToken)
    {
        if (entity.File is not { } file)
        {
            return new(entity.Ref.Canonical, ExportOutcome.LeftOut, null);
        }

        _files.Add(file);
        var changed = await PutAsync(file, YamlWriter.Write(entity.Body), cancellationToken);
        return new(entity.Ref.Canonical, changed ? ExportOutcome.Written : ExportOutcome.Unchanged, file);
    }

    /// <summary>The lists come last: until then an earlier export is whole, and what broke off is seen.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var lists = new List<string>();
        foreach (var kind in _files.GroupBy(file => file.Split('/')[0]))
        {
            foreach (var part in kind.Chunk(MostInList))
            {
                var name = $"{kind.Key}-{lists.Count + 1}";
                var list = $"{Lists}/{name}.yaml";
                await PutAsync(list, ListOf($"export-{name}", part.Select(file => $"../{file}")), cancellationToken);
                lists.Add(list);
            }
        }

        await PutAsync(List, ListOf("export", lists.Select(list => $"./{list}")), cancellationToken);
        foreach (var old in _before.Except(_files).Except(lists))
        {
            File.Delete(In(Path, old));
        }
    }

    private async Task<bool> PutAsync(string file, string text, CancellationToken cancellationToken)
    {
        var path = In(Path, file);
        if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellationToken) == text)
        {
            return false;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancellationToken);
        return true;
    }

    private static string ListOf(string name, IEnumerable<string> targets) => YamlWriter.Write(new JsonObject
    {
        ["apiVersion"] = "backstage.io/v1alpha1",
        ["kind"] = "Location",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["targets"] = new JsonArray([.. targets.Select(target => (JsonNode)target)]) },
    });

    /// <summary>What an earlier export says that it has. Only files inside the folder count, whatever the lists say.</summary>
    private static HashSet<string> Listed(string folder)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in Targets(folder, List).Where(target => target.StartsWith(Lists + "/", StringComparison.Ordinal)))
        {
            found.Add(list);
            found.UnionWith(Targets(folder, list));
        }

        return found;
    }

    private static IEnumerable<string> Targets(string folder, string list)
    {
        var path = In(folder, list);
        if (!File.Exists(path))
        {
            yield break;
        }

        var reader = new YamlDocumentReader();
        var targets = reader.Read(path, File.ReadAllText(path)).Where(read => read.IsOk)
            .SelectMany(read => read.Value!.Root?["spec"]?["targets"] as JsonArray ?? []);
        var below = System.IO.Path.GetDirectoryName(list)!;
        foreach (var target in targets.OfType<JsonValue>().Select(value => value.ToString()))
        {
            var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, below, target));
            var relative = System.IO.Path.GetRelativePath(folder, full).Replace('\\', '/');
            if (!System.IO.Path.IsPathRooted(relative) && !relative.StartsWith("..", StringComparison.Ordinal))
            {
                yield return relative;
            }
        }
    }

    private static string In(string folder, string file) =>
        System.IO.Path.Combine([folder, .. file.Split('/')]);
}
