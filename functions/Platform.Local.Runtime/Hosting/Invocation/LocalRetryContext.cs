using Microsoft.Azure.Functions.Worker;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>Retry attributes are not used, so every invocation is a first one; queues count in the message.</summary>
internal sealed class LocalRetryContext : RetryContext
{
    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
