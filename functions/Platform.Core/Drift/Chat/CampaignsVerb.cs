using Platform.Core.Access;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Reports;

namespace Platform.Core.Drift.Chat;

/// <summary>Tells how far campaigns are.</summary>
public sealed class CampaignsVerb(CampaignReading campaigns) : IChatVerb
{
    private const int MostShown = 10;

    public string Name => "campaigns";

    public string Usage => "campaigns [TEAM | all]";

    public string Summary => "Tells how far a team is, or all are, with the campaigns that run; without a name, your teams.";

    public Role Role => Role.Reader;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var teams = ChatTeams.Of(request);
        if (teams is null)
        {
            return new(new($"'{request.Line.Words[1]}' is no team.", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Name one", request.Say("campaigns group:default/shop"), request.Say("campaigns all"))]));
        }

        var sections = new List<ChatSection>();
        foreach (var team in teams.Count > 0 ? teams : [DriftReport.All])
        {
            var progress = await campaigns.ProgressAsync(team == DriftReport.All ? null : team, cancellationToken);
            sections.AddRange(progress.Select(one => new ChatSection(
                $"{CampaignText.Line(one)}\n{CampaignText.Burned(one)}", team == DriftReport.All ? null : team)));
        }

        return new(sections.Count == 0
            ? new("No campaign runs", Sections: [new("Or no sweep has looked at one since it was set.")])
            : new(
                $"{sections.Count} {(sections.Count == 1 ? "campaign runs" : "campaigns run")}", ChatSeverity.Info, [],
                [.. sections.Take(MostShown)]));
    }
}
