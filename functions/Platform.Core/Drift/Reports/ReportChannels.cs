using Platform.Core.Drift.Findings;
using Platform.Core.Drift.GoldenPaths;

namespace Platform.Core.Drift.Reports;

/// <param name="Chat">Whether somebody has set up a chat.</param>
/// <param name="Schedule">When golden-path.yaml says nothing.</param>
public sealed record ReportTargets(bool Chat, string Schedule);

/// <summary>Where reports go. Names are kept in books: contracts.</summary>
public sealed class ReportChannels(ReportTargets targets, TeamChannels teams)
{
    public const string Archive = "archive";
    public const string Chat = "chat";
    public const string Issue = "issue";

    public async Task<IReadOnlyList<string>> OfAsync(
        string scope, ReportSettings settings, CancellationToken cancellationToken) =>
    [
        Archive,
        .. await ChatAsync(scope, settings, cancellationToken) is { IsTold: true } ? [Chat] : Array.Empty<string>(),
        .. settings.Issues is null ? Array.Empty<string>() : [Issue],
    ];

    /// <returns>Who reads the scope's report in the chat; for everything that may be the chat's usual channel.</returns>
    public async Task<(bool IsTold, string? Channel)> ChatAsync(
        string scope, ReportSettings settings, CancellationToken cancellationToken)
    {
        if (!targets.Chat || scope == DriftReport.All)
        {
            return (targets.Chat, settings.Channel);
        }

        var channel = await teams.FindAsync(scope, settings, cancellationToken);
        return (channel is not null, channel);
    }
}
