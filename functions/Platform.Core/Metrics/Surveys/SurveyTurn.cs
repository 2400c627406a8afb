using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Metrics.Surveys;

/// <summary>A survey is to be taken on: the message of queue <c>survey-turns</c>. One too many does nothing.</summary>
public sealed record SurveyTurn(string Survey)
{
    public const string Queue = "survey-turns";

    public Task SendAsync(IQueueSender sender, CancellationToken cancellationToken) => sender.SendAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options), cancellationToken);

    public static Result<SurveyTurn> Parse(ReadOnlySpan<byte> utf8) =>
        OwnMessage.Read<SurveyTurn>(utf8, "a survey's turn", "survey");
}
