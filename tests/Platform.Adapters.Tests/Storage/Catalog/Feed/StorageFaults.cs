using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Platform.Adapters.Tests.Storage.Catalog.Feed;

/// <summary>Counts the calls of an instance, and can end its life at any one of them.</summary>
internal sealed class StorageFaults : HttpPipelinePolicy
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <value>This call and all later ones fail: the process is gone.</value>
    public int DiesAt { get; set; } = int.MaxValue;

    /// <value>The call at which it dies still arrives.</value>
    public bool DiesAfter { get; set; }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var call = Interlocked.Increment(ref _calls);
        if (call < DiesAt || (call == DiesAt && DiesAfter))
        {
            await ProcessNextAsync(message, pipeline);
        }

        if (call >= DiesAt)
        {
            throw new RequestFailedException("The process is gone.");
        }
    }
}
