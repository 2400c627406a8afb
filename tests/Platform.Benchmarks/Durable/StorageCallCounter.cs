using Azure.Core;
using Azure.Core.Pipeline;

namespace Platform.Benchmarks.Durable;

/// <summary>Counts the HTTP requests that leave an Azure client, retries included.</summary>
internal sealed class StorageCallCounter : HttpPipelineSynchronousPolicy
{
    private long _calls;

    public long Calls => Interlocked.Read(ref _calls);

    public void AddTo(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerRetry);

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _calls);
}
