using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.Findings;

namespace Platform.Core.Drift.Chat;

/// <summary>Takes it down when somebody says that an owner is wrong.</summary>
public sealed class OwnerWrongVerb(IOwnerReports reports, IAuditLog audit, TimeProvider clock) : IChatVerb
{
    private const int LongestReason = 500;
    private const string NoReason = "No reason was given.";

    public string Name => "owner-wrong";

    public string Usage => "owner-wrong ENTITY [REASON] [owner=TEAM]";

    public string Summary => "Says that an entity's owner is wrong; the owner and the platform team hear of it.";

    public Role Role => Role.Reader;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var words = request.Line.Words;
        if (words.Count < 2 || !EntityRef.TryParse(words[1], out var entity, "component"))
        {
            return new(new("Of which entity?", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Name it", request.Say("owner-wrong orders \"we gave it away\""))]));
        }

        var reason = string.Join(' ', words.Skip(2)) is { Length: > 0 } given ? given : NoReason;
        var suggested = request.Line.Values.FirstOrDefault(pair => pair.Key == "owner").Value;
        EntityRef? better = null;
        if (suggested is not null && !EntityRef.TryParse(suggested, out better, "group"))
        {
            return new(new($"'{suggested}' is no team.", ChatSeverity.Warning, Sections: [new(EntityRef.Requirements)]));
        }

        var report = await reports.ReportAsync(
            entity, reason.Length > LongestReason ? reason[..LongestReason] : reason, better, request.Caller, cancellationToken);
        if (!report.IsOk)
        {
            return new(ChatAnswers.Problems("Nothing was taken down", report.Problems));
        }

        var command = request.Command;
        await audit.RecordAsync(
            new AuditEntry(
                $"{command.Id[..32]}-{request.Attempt}", request.Caller.Id, $"ChatCommands {Name} {entity}", clock.GetUtcNow(),
                $"{command.Platform} {command.Team}/{command.Channel}/{command.User}")
            { Subjects = [entity.Canonical], Outcome = AuditOutcome.Succeeded },
            cancellationToken);
        return new(new(
            $"Taken down: the owner of {entity} may be wrong", ChatSeverity.Success,
            [
                new("Owner now", report.Value.Owner?.Canonical ?? "nobody"),
                new("Said by", report.Value.Count == 1 ? "you" : $"{report.Value.Count} people"),
            ],
            [new("It counts as a finding until the owner changes, or somebody says why it is right.")]));
    }
}
