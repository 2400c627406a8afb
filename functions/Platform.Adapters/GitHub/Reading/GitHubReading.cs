using Microsoft.Extensions.Options;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>Reads from GitHub, and whatever answers like it. Each kind of reading is a class of its own.</summary>
internal sealed class GitHubReading : IRepositoryReading
{
    private readonly RepositoryLister _lister;
    private readonly RepositoryFinder _finder;
    private readonly TreeReader _trees;
    private readonly TextReader _texts;
    private readonly CommitComparison _comparison;
    private readonly ArchiveReader _archives;

    public GitHubReading(IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock)
    {
        var calls = ReadCalls.Of(client, options.Value, waits, clock);
        (_lister, _finder, _trees) = (new(calls), new(calls), new(calls));
        (_texts, _comparison, _archives) = (new(calls), new(calls), new(calls));
    }

    public Task<RepositoryListing> ListAsync(string organization, CancellationToken cancellationToken) =>
        _lister.ListAsync(organization, cancellationToken);

    public Task<Result<ListedRepository>> FindAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        _finder.FindAsync(repository, cancellationToken);

    public Task<Result<RepositoryProfile>> ProfileAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        _finder.ProfileAsync(repository, cancellationToken);

    public Task<Result<BranchHead>> HeadAsync(
        RepositoryName repository, string branch, string? knownTag, CancellationToken cancellationToken) =>
        _finder.HeadAsync(repository, branch, knownTag, cancellationToken);

    public Task<Result<IReadOnlyList<string>>> BranchesAsync(
        RepositoryName repository, CancellationToken cancellationToken) => _finder.BranchesAsync(repository, cancellationToken);

    public Task<Result<RepositoryTree>> TreeAsync(
        RepositoryName repository, string reference, string? knownTag, CancellationToken cancellationToken) =>
        _trees.ReadAsync(repository, reference, knownTag, cancellationToken);

    public Task<Result<FileReading>> FileAsync(
        RepositoryName repository, string path, string reference, string? knownTag, CancellationToken cancellationToken) =>
        _texts.FileAsync(repository, path, reference, knownTag, cancellationToken);

    public Task<Result<string>> BlobAsync(RepositoryName repository, string sha, CancellationToken cancellationToken) =>
        _texts.BlobAsync(repository, sha, cancellationToken);

    public Task<Result<CommitDifference>> CompareAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken) =>
        _comparison.CompareAsync(repository, from, to, cancellationToken);

    public Task<Result<RepositoryArchive>> ArchiveAsync(
        RepositoryName repository, string reference, Func<string, bool> isWanted, CancellationToken cancellationToken) =>
        _archives.ReadAsync(repository, reference, isWanted, cancellationToken);
}
