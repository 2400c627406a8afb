using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Platform.Local.Tests.Durable;

/// <summary>Lets every other batch arrive and drops its answer, as a broken connection does.</summary>
internal sealed class AnswerLosingPolicy : HttpPipelinePolicy
{
    private int _batches;

    public bool LoseEveryOther { get; set; }

    public int Lost { get; private set; }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (LoseEveryOther && message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && ++_batches % 2 == 0)
        {
            Lost++;
            throw new RequestFailedException("The connection broke while the answer was on its way.");
        }
    }
}
