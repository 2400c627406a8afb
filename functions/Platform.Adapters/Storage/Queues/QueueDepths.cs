using Azure;
using Azure.Storage.Queues;
using Platform.Core.Queues;

namespace Platform.Adapters.Storage.Queues;

internal sealed class QueueDepths(QueueServiceClient queues) : IQueueDepths
{
    public async Task<int> CountAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await queues.GetQueueClient(queue).GetPropertiesAsync(cancellationToken);
            return properties.Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return 0;
        }
    }
}
