using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Functions.ChatOps;

/// <summary>
/// Puts a command on the queue and says so: Slack gives up on an answer after three seconds, so nothing else is done before it.
/// </summary>
public sealed partial class SlackCommandHandler(
    SlackCommandForm form, IQueueSender sender, IOptions<SlackOptions> options, TimeProvider clock,
    ILogger<SlackCommandHandler> logger)
{
    private const string Acknowledgement = "On it: the answer follows.";

    /// <returns>What the person sees at once; empty when Slack only tried the connection.</returns>
    public async Task<Result<string>> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span))
            .ToDictionary(field => field.Key, field => field.Value[0] ?? string.Empty, StringComparer.Ordinal);
        if (fields.GetValueOrDefault("ssl_check") == "1")
        {
            return Result<string>.Ok(string.Empty);
        }

        var command = form.Parse(body.Span, fields, options.Value.TeamIds, clock.GetUtcNow());
        if (!command.IsOk)
        {
            return Result<string>.Failed(command.Problems);
        }

        await sender.SendCommandAsync(command.Value, cancellationToken);
        Log.Queued(logger, command.Value.Id, command.Value.Team, command.Value.User);
        return Result<string>.Ok(Acknowledgement);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Command {Id} of Slack user {User} in {Team} is queued.")]
        public static partial void Queued(ILogger logger, string id, string team, string user);
    }
}
