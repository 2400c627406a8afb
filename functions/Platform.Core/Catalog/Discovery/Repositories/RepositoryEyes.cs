using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.Repositories;

/// <summary>
/// Looks at one repository with as few calls as possible: an archive at first sight, then lists of files that the host need not
/// send when nothing has changed. An archive may lack files, so what it shows is believed, and what it lacks is not.
/// </summary>
public sealed class RepositoryEyes(IRepositoryReading reading, DescriptorNames names, DiscoveryLimits limits)
{
    /// <exception cref="TransientSourceControlException">The host asks to wait longer than a call may.</exception>
    public async Task<RepositorySight> SeeAsync(RepositoryRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await ArchiveAsync(record, cancellationToken) ?? await TreeAsync(record, cancellationToken);
        }
        catch (TransientSourceControlException passing) when (passing.RetryAfter is null)
        {
            return RepositorySight.Failed(record, new(passing.Code, passing.Message));
        }
    }

    private async Task<RepositorySight?> ArchiveAsync(RepositoryRecord record, CancellationToken cancellationToken)
    {
        if (record.Known is not null || record.Listed.SizeInKilobytes > limits.ArchiveKilobytes)
        {
            return null;
        }

        var archive = await reading.ArchiveAsync(
            record.Listed.Name, record.Listed.DefaultBranch, names.Match, cancellationToken);
        return archive.IsOk
            ? new(record, SightKind.Seen, [.. archive.Value.Files.Select(file => new SeenFile(file.Path, file.Sha, file.Text))])
            : null;
    }

    private async Task<RepositorySight> TreeAsync(RepositoryRecord record, CancellationToken cancellationToken)
    {
        var listed = record.Listed;
        var tag = record.IsElsewhere ? null : record.TreeTag;
        var tree = await reading.TreeAsync(listed.Name, listed.DefaultBranch, tag, cancellationToken);
        if (tree.IsOk)
        {
            return tree.Value.NotModified
                ? new(record, SightKind.Unchanged, [], IsComplete: true, tag)
                : new(
                    record, SightKind.Seen,
                    [.. tree.Value.Files.Where(file => names.Match(file.Path)).Select(file => new SeenFile(file.Path, file.Sha))],
                    IsComplete: true, tree.Value.Tag);
        }

        // A repository without a commit has no files for certain, but nobody says how long that is true.
        return tree.Problems[0].Code == ReadingProblems.RepositoryEmpty
            ? new(record, SightKind.Seen, [], IsComplete: true)
            : RepositorySight.Failed(record, tree.Problems[0]);
    }
}
