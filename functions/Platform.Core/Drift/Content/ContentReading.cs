using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Validation;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Content;

/// <summary>
/// Makes of a commit's files what rules ask for. Pure: whoever calls it has fetched the texts. Never throws for what a file holds.
/// </summary>
/// <param name="names">What descriptors are called.</param>
public sealed partial class ContentReading(IDocumentReader documents, DescriptorNames? names = null, KindRegistry? kinds = null)
{
    /// <summary>Longer texts need not be fetched: they count as not readable where they matter.</summary>
    public const int LargestText = 1024 * 1024;

    /// <summary>Of files of one repository that are looked into; a repository with more is read incompletely.</summary>
    public const int MostFiles = 2000;

    private readonly DescriptorNames _names = names ?? DescriptorNames.Default;
    private readonly DescriptorValidation _descriptors = new(documents, kinds);

    /// <summary>Whether the text of a file is needed.</summary>
    public bool Wants(string path) => false;

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
        IReadOnlySet<string>? tracked = null) => throw new NotImplementedException();
}
