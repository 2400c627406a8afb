using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Platform.Local.Tests.Durable;

/// <summary>Refuses every request while storage is away.</summary>
internal sealed class OutagePolicy : HttpPipelineSynchronousPolicy
{
    private int _refused;

    public bool IsAway { get; set; }

    public int Refused => Volatile.Read(ref _refused);

    public override void OnSendingRequest(HttpMessage message)
    {
        if (IsAway)
        {
            Interlocked.Increment(ref _refused);
            throw new RequestFailedException("Connection refused.");
        }
    }
}
