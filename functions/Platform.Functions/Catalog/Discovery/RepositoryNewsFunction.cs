using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Catalog.Discovery.News;
using Platform.Functions.Queues;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>Takes news of repositories, which only the platform itself sends.</summary>
public sealed class RepositoryNewsFunction(RepositoryNewsHandler handler, QueueEdge edge)
{
    [Function(DiscoveryNames.News)]
    public Task RunAsync([QueueTrigger(RepositoryNews.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(RepositoryNews.Queue, message, handler.HandleAsync, cancellationToken);

    [Function(DiscoveryNames.NewsPoison)]
    public Task GiveUpAsync(
        [QueueTrigger(RepositoryNews.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(RepositoryNews.Queue, message, cancellationToken);
}
