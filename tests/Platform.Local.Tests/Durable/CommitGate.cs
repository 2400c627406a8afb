using Azure.Core;
using Azure.Core.Pipeline;

namespace Platform.Local.Tests.Durable;

/// <summary>Lets so many commits through and holds up the next, before it is made or when its answer is due.</summary>
internal sealed class CommitGate(int commits, bool afterwards) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = commits;

    /// <summary>The moment for a crash.</summary>
    public Task Reached => _reached.Task;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var isLast = message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && --_left < 0;
        if (!isLast || afterwards)
        {
            await ProcessNextAsync(message, pipeline);
        }

        if (isLast)
        {
            _reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, message.CancellationToken);
        }
    }
}
