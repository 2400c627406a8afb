using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Catalog.Validation;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Content;

/// <summary>
/// Makes of a commit's files what rules ask for. Pure: whoever calls it has fetched the texts. Never throws for what a file
/// holds.
/// </summary>
/// <param name="names">What descriptors are called.</param>
public sealed class ContentReading(IDocumentReader documents, DescriptorNames? names = null, KindRegistry? kinds = null)
{
    /// <summary>Longer texts need not be fetched. A longer descriptor or workflow makes the content incomplete; other files of
    /// that size are data.</summary>
    public const int LargestText = 1024 * 1024;

    /// <summary>Of files of one repository that are looked into; one with more is read incompletely.</summary>
    public const int MostFiles = 2000;

    private const int MostTracked = 20_000;
    private const int MostDocs = 500;

    private readonly DescriptorNames _names = names ?? DescriptorNames.Default;
    private readonly DescriptorValidation _descriptors = new(documents, kinds);
    private readonly ManifestReading _manifests = new(documents);
    private readonly WorkflowReading _workflows = new(documents);

    /// <summary>Whether the text of a file is needed.</summary>
    public bool Wants(string path) => IsCritical(path)
        || (!ContentPaths.IsForeign(path)
            && (ContentPaths.IsYaml(path) || RuntimeReading.Reads(path) || TelemetryReading.Reads(path)));

    /// <param name="tree">All files of the commit.</param>
    /// <param name="texts">Of the wanted ones, by path; one that is missing makes the content incomplete.</param>
    /// <param name="complete">False when the tree itself was cut off.</param>
    /// <param name="tracked">Paths of files that a template made; null: everything in folders that a template made.</param>
    public RepositoryContent Read(
        string head,
        IReadOnlyList<TreeFile> tree,
        IReadOnlyDictionary<string, string> texts,
        bool complete,
        GoldenPath path,
        IReadOnlySet<string>? tracked = null)
    {
        var wanted = tree.Where(file => Wants(file.Path)).ToList();
        var missing = wanted.Any(file => !texts.ContainsKey(file.Path)
            && (file.Size <= LargestText || IsCritical(file.Path)));
        var read = wanted.Take(MostFiles).Where(file => texts.ContainsKey(file.Path))
            .Select(file => (file.Path, Text: texts[file.Path])).ToList();
        var scaffold = ScaffoldOf(read);
        return new(
            head,
            complete && !missing && wanted.Count <= MostFiles,
            [.. read.Where(file => IsDescriptor(file.Path) && !ContentPaths.IsSkeleton(file.Path, file.Text))
                .Select(DescriptorOf)],
            [.. read.Where(file => ContentPaths.IsWorkflow(file.Path)).Select(file => _workflows.Read(file.Path, file.Text))],
            [.. read.Where(file => IsManifest(file.Path)).SelectMany(file => _manifests.Read(file.Path, file.Text))],
            OwnersOf(texts),
            [.. read.Where(file => !ContentPaths.IsForeign(file.Path))
                .SelectMany(file => RuntimeReading.Read(file.Path, file.Text)).Distinct()],
            scaffold,
            TrackedOf(tree, scaffold, tracked),
            [.. tree.Where(file => file.Size > 0 && ContentPaths.IsDocs(file.Path)).Select(file => file.Path).Take(MostDocs)],
            [.. read.Where(file => !ContentPaths.IsForeign(file.Path) && TelemetryReading.IsSign(file.Path, file.Text))
                .Select(file => file.Path)]);
    }

    /// <summary>Without these the rest says little.</summary>
    private bool IsCritical(string path) => IsDescriptor(path) || ContentPaths.IsWorkflow(path)
        || CodeOwners.Places.Contains(path) || path.EndsWith(RepositoryMarks.Path, StringComparison.Ordinal);

    private bool IsDescriptor(string path) => _names.Match(path);

    private bool IsManifest(string path) => ContentPaths.IsYaml(path) && !ContentPaths.IsForeign(path)
        && !ContentPaths.IsWorkflow(path) && !IsDescriptor(path);

    private DescriptorFile DescriptorOf((string Path, string Text) file)
    {
        var judged = _descriptors.Judge(file.Path, file.Text);
        return new(
            file.Path,
            [.. judged.SelectMany(document => document.Problems)],
            [.. judged.Where(document => document.Valid)
                .Select(one => EntityRef.Create(one.Kind!, one.Namespace!, one.Name!).Canonical)]);
    }

    private static List<OwnersRule> OwnersOf(IReadOnlyDictionary<string, string> texts) =>
        CodeOwners.Places.FirstOrDefault(texts.ContainsKey) is not { } place ? []
        : [.. CodeOwners.Parse(texts[place]).Rules.Select(rule => new OwnersRule(rule.Pattern, rule.Owners, rule.Line))];

    private static Dictionary<string, JsonObject> ScaffoldOf(IEnumerable<(string Path, string Text)> files)
    {
        var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (path, text) in files.Where(file => IsMark(file.Path)))
        {
            try
            {
                if (JsonNode.Parse(text) is JsonObject mark)
                {
                    found.Add(path[..^RepositoryMarks.Path.Length], mark);
                }
            }
            catch (JsonException)
            {
                // Somebody has written into it: then it marks nothing.
            }
        }

        return found;
    }

    private static bool IsMark(string path) =>
        path == RepositoryMarks.Path || path.EndsWith($"/{RepositoryMarks.Path}", StringComparison.Ordinal);

    private static Dictionary<string, string> TrackedOf(
        IReadOnlyList<TreeFile> tree, Dictionary<string, JsonObject> scaffold, IReadOnlySet<string>? tracked) => tree
        .Where(file => tracked?.Contains(file.Path)
            ?? scaffold.Keys.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
        .Take(MostTracked)
        .GroupBy(file => file.Path, StringComparer.Ordinal)
        .ToDictionary(file => file.Key, file => file.First().Sha, StringComparer.Ordinal);
}
