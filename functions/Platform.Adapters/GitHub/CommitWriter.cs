using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using CommitRequest = Platform.Core.Scaffolding.Publishing.CommitRequest;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Blobs, trees and the root commit. Git names them by their content and the commit's dates are the task's, so a repeated call
/// makes the same objects again.
/// </summary>
internal sealed class CommitWriter(GitHubCalls calls)
{
    public async Task<Result<string>> UploadBlobAsync(
        RepositoryHandle handle, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var blob = new NewBlob { Encoding = EncodingType.Base64, Content = Convert.ToBase64String(content.Span) };
        var made = await calls.RunAsync(
            CallContext.For(handle, "upload a file"),
            github => github.Git.Blob.Create(handle.Repository.Owner, handle.Repository.Name, blob),
            cancellationToken);
        return made.IsOk ? made.Value.Sha : Result<string>.Failed(made.Problems);
    }

    public async Task<Result<string>> CommitAsync(
        RepositoryHandle handle, CommitRequest request, CancellationToken cancellationToken)
    {
        if (request.Entries.Count == 0)
        {
            return new Problem(GitHubProblems.NothingToCommit, $"There is no file to publish to {handle.Repository}.");
        }

        string? tree = null;
        foreach (var chunk in TreeChunks.Of(request.Entries))
        {
            var made = await WriteTreeAsync(handle, chunk, tree, cancellationToken);
            if (!made.IsOk)
            {
                return made;
            }

            tree = made.Value;
        }

        return await WriteCommitAsync(handle, request, tree!, cancellationToken);
    }

    private async Task<Result<string>> WriteTreeAsync(
        RepositoryHandle handle, IReadOnlyList<CommitEntry> entries, string? baseTree, CancellationToken cancellationToken)
    {
        var tree = new NewTree { BaseTree = baseTree };
        foreach (var entry in entries)
        {
            tree.Tree.Add(new()
            {
                Path = entry.Path,
                Mode = entry.Mode,
                Type = TreeType.Blob,
                Content = entry.Text,
                Sha = entry.BlobSha,
            });
        }

        var made = await calls.RunAsync(
            CallContext.For(handle, $"write {entries.Count} files"),
            github => github.Git.Tree.Create(handle.Repository.Owner, handle.Repository.Name, tree),
            cancellationToken);
        return made.IsOk ? made.Value.Sha : Result<string>.Failed(made.Problems);
    }

    private async Task<Result<string>> WriteCommitAsync(
        RepositoryHandle handle, CommitRequest request, string tree, CancellationToken cancellationToken)
    {
        var seconds = DateTimeOffset.FromUnixTimeSeconds(request.AuthoredAt.ToUnixTimeSeconds());
        var author = new Committer(request.AuthorName, request.AuthorEmail, seconds);
        var commit = new NewCommit(request.Message, tree, Array.Empty<string>()) { Author = author, Committer = author };
        var made = await calls.RunAsync(
            CallContext.For(handle, "write the commit"),
            github => github.Git.Commit.Create(handle.Repository.Owner, handle.Repository.Name, commit),
            cancellationToken);
        return made.IsOk ? made.Value.Sha : Result<string>.Failed(made.Problems);
    }
}
