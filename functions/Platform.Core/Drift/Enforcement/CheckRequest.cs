using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Drift.Enforcement;

/// <summary>
/// Asks to check a pull request: the message of queue <c>drift-checks</c>. Handling it twice makes one check; handling it late
/// makes one of a commit that nobody wants to merge any more.
/// </summary>
/// <param name="Id">Of the delivery that asked: another one is another look at the same commit.</param>
/// <param name="Repository"><c>owner/name</c> at the time.</param>
/// <param name="Head">The commit to check.</param>
/// <param name="Base">The commit that it is compared with.</param>
public sealed record CheckRequest(string Id, string Repository, string Head, string Base)
{
    public const string Queue = "drift-checks";

    public Task SendAsync(IQueueSender sender, CancellationToken cancellationToken) => sender.SendAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options), cancellationToken);

    public static Result<CheckRequest> Parse(ReadOnlySpan<byte> utf8) => OwnMessage.Read<CheckRequest>(
        utf8, "a request for a check", "id", "repository", "head", "base");
}
