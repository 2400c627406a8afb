using System.Globalization;
using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// Takes back a repository that a task had made. The catalog is told, too: it may have heard of the push late, after the step
/// that registered the descriptor was undone, and nobody else would tell it that the repository is gone again.
/// </summary>
public sealed class RepositoryUndo(ISourceControl github, IQueueSender queues)
{
    public async Task<UndoReport> UndoAsync(UndoRequest request, CancellationToken cancellationToken)
    {
        var outcome = await github.UndoCreateAsync(request, cancellationToken);
        var remains = outcome.Result is UndoResult.Archived or UndoResult.LeftAlone;
        if (!remains && request.Handle is { } handle)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"undo-{request.TaskId}-{handle.Id}");
            await new RepositoryNews(id, NewsKind.Deleted, request.Repository.ToString(), handle.Id)
                .SendAsync(queues, cancellationToken);
        }

        return new($"{request.Repository}: {outcome.Reason}", LeftBehind: remains);
    }
}
