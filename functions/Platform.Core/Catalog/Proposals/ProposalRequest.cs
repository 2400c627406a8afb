using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Proposals;

/// <summary>
/// Asks to look whether a repository needs a proposal: the message of queue <c>catalog-proposals</c>. Handling it twice, or late,
/// does no harm.
/// </summary>
/// <param name="Id">For logs and the audit.</param>
/// <param name="Repository"><c>owner/name</c> at the time.</param>
/// <param name="Number">The repository's, which outlives names.</param>
/// <param name="At">The date of the commit that may come of it: every attempt makes the same one.</param>
public sealed record ProposalRequest(string Id, string Repository, long Number, DateTimeOffset At)
{
    public const string Queue = "catalog-proposals";

    public Task SendAsync(IQueueSender sender, CancellationToken cancellationToken) => sender.SendAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options), cancellationToken);

    public static Result<ProposalRequest> Parse(ReadOnlySpan<byte> utf8) => OwnMessage.Read<ProposalRequest>(
        utf8, "a request for a proposal", "id", "repository", "number", "at");
}
