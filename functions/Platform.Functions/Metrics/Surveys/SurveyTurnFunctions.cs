using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics.Surveys;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Functions.Queues;

namespace Platform.Functions.Metrics.Surveys;

/// <summary>Opens and closes surveys when it is time. The timer only looks; the queue does what takes longer.</summary>
public sealed class SurveyTurnFunctions(
    SurveyBook book, SurveyTurns turns, IQueueSender sender, QueueEdge edge, TimeProvider clock)
{
    [Function(SurveyFunctionNames.Timer)]
    public async Task LookAsync([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var surveys = await book.ListAsync(cancellationToken);
        foreach (var survey in surveys.Where(survey => survey.IsDue(clock.GetUtcNow())))
        {
            await new SurveyTurn(survey.Id).SendAsync(sender, cancellationToken);
        }
    }

    [Function(SurveyFunctionNames.Turns)]
    public Task RunAsync([QueueTrigger(SurveyTurn.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(SurveyTurn.Queue, message, TurnAsync, cancellationToken);

    [Function(SurveyFunctionNames.TurnsPoison)]
    public Task GiveUpAsync(
        [QueueTrigger(SurveyTurn.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(SurveyTurn.Queue, message, cancellationToken);

    private async Task<IReadOnlyList<Problem>> TurnAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var turn = SurveyTurn.Parse(body.Span);
        return turn.IsOk ? await turns.RunAsync(turn.Value.Survey, cancellationToken) : turn.Problems;
    }
}
