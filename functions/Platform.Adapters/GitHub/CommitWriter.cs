using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using CommitRequest = Platform.Core.Scaffolding.Publishing.CommitRequest;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Blobs, trees and commits. Git names them by their content and the commit's dates are the task's, so a repeated call
/// makes the same objects again.
/// </summary>
internal sealed class CommitWriter(GitHubCalls calls)
{
    public async Task<Result<string>> UploadBlobAsync(
        CallContext about, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var blob = new NewBlob { Encoding = EncodingType.Base64, Content = Convert.ToBase64String(content.Span) };
        var made = await calls.RunAsync(
            about.To("upload a file"),
            github => github.Git.Blob.Create(about.Repository!.Owner, about.Repository!.Name, blob),
            cancellationToken);
        return made.IsOk ? made.Value.Sha : Result<string>.Failed(made.Problems);
    }

    /// <param name="onto">What the commit changes; null for the first commit of a history.</param>
    public async Task<Result<string>> CommitAsync(
        CallContext about, CommitRequest request, CommitBase? onto, CancellationToken cancellationToken)
    {
        if (request.Entries.Count == 0)
        {
            return new Problem(GitHubProblems.NothingToCommit, $"There is no file to publish to {about.Repository!}.");
        }

        var tree = await TreeAsync(about, request.Entries, onto?.Tree, cancellationToken);
        return tree.IsOk
            ? await CommitAsync(about, request, tree.Value, onto is null ? [] : [onto.Sha], cancellationToken)
            : tree;
    }

    /// <returns>The base itself, when there is nothing to put on it.</returns>
    public async Task<Result<string>> TreeAsync(
        CallContext about, IReadOnlyList<CommitEntry> entries, string? onto, CancellationToken cancellationToken)
    {
        var tree = onto;
        foreach (var chunk in TreeChunks.Of(entries))
        {
            var made = await WriteTreeAsync(about, chunk, tree, cancellationToken);
            if (!made.IsOk)
            {
                return made;
            }

            tree = made.Value;
        }

        return tree ?? throw new ArgumentException("A tree needs a file.", nameof(entries));
    }

    private async Task<Result<string>> WriteTreeAsync(
        CallContext about, IReadOnlyList<CommitEntry> entries, string? baseTree, CancellationToken cancellationToken)
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
            about.To($"write {entries.Count} files"),
            github => github.Git.Tree.Create(about.Repository!.Owner, about.Repository!.Name, tree),
            cancellationToken);
        return made.IsOk ? made.Value.Sha : Result<string>.Failed(made.Problems);
    }

    /// <param name="parents">Of a commit whose files are the tree's.</param>
    public async Task<Result<string>> CommitAsync(
        CallContext about, CommitRequest request, string tree, string[] parents, CancellationToken cancellationToken)
    {
        var seconds = DateTimeOffset.FromUnixTimeSeconds(request.AuthoredAt.ToUnixTimeSeconds());
        var author = new Committer(request.AuthorName, request.AuthorEmail, seconds);
        var commit = new NewCommit(request.Message, tree, parents)
        {
            Author = request.WithoutAuthor ? null : author,
            Committer = request.WithoutAuthor ? null : author,
        };
        var made = await calls.RunAsync(
            about.To("write the commit"),
            github => github.Git.Commit.Create(about.Repository!.Owner, about.Repository!.Name, commit),
            cancellationToken);
        return made.IsOk ? made.Value.Sha : Result<string>.Failed(made.Problems);
    }
}

/// <summary>A commit that another builds on.</summary>
internal sealed record CommitBase(string Sha, string Tree);
