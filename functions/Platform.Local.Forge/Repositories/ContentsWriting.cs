using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Repositories;

/// <summary>What became of a write through the contents API.</summary>
internal sealed record ContentsOutcome(
    Answer? Refused,
    string? Branch = null,
    string? Commit = null,
    TreeEntry? Entry = null,
    bool IsNew = false);

/// <summary><c>PUT contents</c>: one file, one commit; also the first commit of an empty repository.</summary>
internal sealed class ContentsWriting(RefUpdates updates, CommitMaking commits, TimeProvider time)
{
    public async Task<ContentsOutcome> WriteAsync(Call call, Repository repository)
    {
        var (git, path) = (repository.Git, call.Route("path").Trim('/'));
        var branch = call.Text("branch") ?? repository.Data.DefaultBranch;
        var head = git.Refs.Read($"refs/heads/{branch}");
        if (head is null && !git.IsEmpty)
        {
            return new(Answer.Error(404, $"Branch {branch} not found"));
        }

        var parent = head is null ? null : git.Commit(head);
        var old = parent is null ? null : git.Find(parent.Tree, path);
        var content = Decode(call.Text("content"));
        if (Refuse(call, old, path, content) is { } refused)
        {
            return new(refused);
        }

        var entry = new TreeEntry(path, old?.Mode ?? "100644", git.Objects.Write("blob", content!));
        var author =
            commits.Person(call.Body["author"])
            ?? commits.Person(call.Body["committer"])
            ?? ForgeUser.Sign(time.GetUtcNow());
        var sha = git.WriteCommit(
            new Commit(
                git.Apply(parent?.Tree, [new TreeChange(path, entry.Mode, entry.Sha)]),
                head is null ? [] : [head],
                author,
                commits.Person(call.Body["committer"]) ?? author,
                call.Text("message")!));
        return await updates.AdvanceAsync(repository, $"refs/heads/{branch}", head, sha, call.Aborted)
            ? new(null, branch, sha, entry, old is null)
            : new(Answer.Error(409, $"is at another commit than {head}: the branch was modified"));
    }

    private static Answer? Refuse(Call call, TreeEntry? old, string path, byte[]? content) =>
        (old, call.Text("sha")) switch
        {
            _ when call.Text("message") is null => Answer.Invalid("Invalid request.\n\n\"message\" wasn't supplied."),
            _ when content is null => Answer.Invalid("content is not valid Base64"),
            _ when path.Split('/').Any(part => part is "" or "." or ".." or ".git") => Answer.Invalid(
                "path contains a malformed path component"),
            ({ Type: "tree" }, _) => Answer.Invalid("path is a directory"),
            (not null, null) => Answer.Invalid("Invalid request.\n\n\"sha\" wasn't supplied."),
            (not null, var sha) when sha != old.Sha => Answer.Error(409, $"{path} does not match {sha}"),
            _ => null,
        };

    private static byte[]? Decode(string? text)
    {
        var buffer = new byte[text?.Length ?? 0];
        return text is not null && Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }
}
