using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Catalog.Proposals;
using Platform.Functions.Queues;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>Takes requests to look whether a repository needs a proposal, which only the platform itself sends.</summary>
public sealed class ProposalFunction(ProposalHandler handler, QueueEdge edge)
{
    [Function(DiscoveryNames.Proposals)]
    public Task RunAsync([QueueTrigger(ProposalRequest.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(ProposalRequest.Queue, message, handler.HandleAsync, cancellationToken);

    [Function(DiscoveryNames.ProposalsPoison)]
    public Task GiveUpAsync(
        [QueueTrigger(ProposalRequest.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(ProposalRequest.Queue, message, cancellationToken);
}
