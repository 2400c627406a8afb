using Platform.Core.Catalog.Ingestion;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>A target that is still to be followed.</summary>
/// <param name="Parent">The source that names it.</param>
internal sealed record PendingTarget(LocationTarget Target, string? Parent, int Depth);

/// <summary>A file that a target names.</summary>
internal sealed record LocationFile(Descriptor Descriptor, PendingTarget By)
{
    /// <value>Its entry, when it was found in a tree and not read yet.</value>
    public TreeFile? Tree { get; init; }

    /// <value>Its text, when it was read already.</value>
    public string? Text { get; init; }

    /// <value>The address of the content, or the answer's tag.</value>
    public string? ContentTag { get; init; }

    /// <value>For the next question about it.</value>
    public string? AnswerTag { get; init; }

    public bool NotModified { get; init; }

    /// <summary>
    /// A file of a repository. What is on the default branch is the source that a push is about; another branch is a source of
    /// its own.
    /// </summary>
    public static Descriptor DescriptorOf(ListedRepository repository, string reference, string path, string? registered)
    {
        var isDefault = reference == "HEAD" || reference == repository.DefaultBranch;
        var branch = isDefault ? repository.DefaultBranch : reference;
        var file = new DescriptorFile(repository.Name, branch, path, repository.HtmlUrl, branch);
        var name = repository.Name.ToString().ToLowerInvariant();
        var source = isDefault ? $"github:{name}:{path}" : $"github:{name}@{branch}:{path}";
        return new(source, $"url:{file.PageOf(path)}", path, file) { Registered = registered };
    }

    public static Descriptor DescriptorOf(Uri url, string? registered) =>
        new($"url:{url}", $"url:{url}", url.AbsoluteUri) { Registered = registered };
}
