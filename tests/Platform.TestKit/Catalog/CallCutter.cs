using Azure.Core;
using Azure.Core.Pipeline;

namespace Platform.TestKit.Catalog;

/// <summary>The process dies before its n-th call to storage: that one and all later ones fail, and nothing arrives.</summary>
public sealed class CallCutter(int allowed) : HttpPipelineSynchronousPolicy
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public override void OnSendingRequest(HttpMessage message)
    {
        if (Interlocked.Increment(ref _calls) > allowed)
        {
            throw new CutException();
        }
    }
}

/// <summary>Storage is out of reach, because the process has died.</summary>
public sealed class CutException : Exception;
