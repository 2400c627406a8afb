using Platform.Core.Access;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.Reports;

namespace Platform.Core.Drift.Chat;

/// <summary>Shows the latest report.</summary>
public sealed class ReportVerb(ReportReading reports) : IChatVerb
{
    public string Name => "report";

    public string Usage => "report [TEAM | all]";

    public string Summary => "Shows what the latest report said of a team, or of all; without a name, of your teams.";

    public Role Role => Role.Reader;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var scopes = ChatTeams.Of(request);
        if (scopes is null)
        {
            return new(new($"'{request.Line.Words[1]}' is no team.", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Name one", request.Say("report group:default/shop"), request.Say("report all"))]));
        }

        var found = new List<DriftReport>();
        foreach (var scope in scopes.Count > 0 ? scopes : [DriftReport.All])
        {
            if (await reports.LatestAsync(scope, cancellationToken) is { } report)
            {
                found.Add(report);
            }
        }

        return new(found switch
        {
            [] => new("There is no report yet", Sections: [new("The first one is made when there is something to say.")]),
            [var one] => ReportChat.Of(one),
            _ => new(
                $"{found.Count} reports", ChatSeverity.Info, [],
                [.. found.Select(ReportChat.Of).Select(message => new ChatSection(
                    string.Join(", ", message.Facts!.Select(fact => $"{fact.Name} {fact.Value}")), message.Title))]),
        });
    }
}
