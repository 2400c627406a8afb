using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// Takes a pull request back while it is nobody else's: closes it and deletes its branch, or moves the branch to where it was.
/// What was merged, or has somebody's commits, stays.
/// </summary>
internal sealed class PullRequestUndo(IRepositoryCommits commits, IPullRequests pulls, string comment)
{
    public async Task<UndoReport> RunAsync(MadePullRequest made, CancellationToken cancellationToken)
    {
        var where = $"branch {made.Branch} of {made.Repository}";
        if (made.Commit is null || made.Commit == made.Before)
        {
            return new($"Nothing was pushed to {where}.");
        }

        var tip = await commits.TipAsync(made.Repository, made.Branch, cancellationToken);
        var all = await pulls.ListAsync(made.Repository, made.Branch, cancellationToken);
        if (!tip.IsOk || !all.IsOk)
        {
            return Left($"{where} could not be checked: {tip.Problems.Concat(all.Problems).First().Message}");
        }

        if (!made.HadPull && all.Value.FirstOrDefault(pull => pull.IsMerged) is { } merged)
        {
            return Left($"{merged.HtmlUrl} is merged; what it brought remains.");
        }

        if (tip.Value.Sha is null || tip.Value.Sha == made.Before)
        {
            return new($"There is nothing of this task on {where}.");
        }

        if (tip.Value.Sha != made.Commit)
        {
            return Left($"Somebody has pushed to {where}; it was left as it is.");
        }

        var open = made.HadPull ? null : all.Value.FirstOrDefault(pull => pull.IsOpen);
        var closed = open is null ? Unit.Value
            : await pulls.CloseAsync(made.Repository, open.Number, branch: null, comment, cancellationToken);
        var moved = closed.IsOk
            ? await commits.MoveAsync(made.Repository, made.Branch, made.Commit, made.Before, cancellationToken)
            : closed;
        return !moved.IsOk ? Left($"{where} could not be taken back: {moved.Problems[0].Message}")
            : new(open is null ? $"{Capital(where)} is as it was." : $"{open.HtmlUrl} was closed, and {where} is as it was.");
    }

    private static UndoReport Left(string message) => new(Capital(message), LeftBehind: true);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
