using System.Globalization;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Index;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Scorecards;

namespace Platform.Core.Drift.Chat;

/// <summary>Tells what is open of a service or a team, and how it stands.</summary>
public sealed class DriftVerb(FindingReading findings, ScorecardReading scorecards, EntityNames names) : IChatVerb
{
    private const int MostShown = 10;

    public string Name => "drift";

    public string Usage => "drift [NAME]";

    public string Summary => "Tells what is open of a service or a team and how it stands; without a name, of your teams.";

    public Role Role => Role.Reader;

    public async Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        if (request.Line.Words.Count < 2)
        {
            var teams = GroupMembership.GroupsOf(request.Person).Order(Comparer<EntityRef>.Create(
                (one, other) => string.CompareOrdinal(one.Canonical, other.Canonical))).ToList();
            return new(teams.Count > 0 ? await TeamAsync(teams, cancellationToken) : Which(request));
        }

        var written = request.Line.Words[1];
        if (!EntityRef.TryParse(written, out var parsed, "component"))
        {
            return new(Which(request));
        }

        IReadOnlyList<EntityRef> found = written.AsSpan().ContainsAny(":/")
            ? [parsed]
            : await names.FindAsync(written, cancellationToken);
        return new(found switch
        {
            [] => new($"Nothing in the catalog is called '{written}'.", ChatSeverity.Warning, Sections:
            [
                .. (await names.NearestAsync(written, cancellationToken)).Select(name =>
                    ChatAnswers.ToPaste("Did you mean", request.Say($"drift {name}"))).Take(1),
            ]),
            [var one] when IsTeam(one) => await TeamAsync([one], cancellationToken),
            [var one] => await EntityAsync(one, cancellationToken),
            _ => new("Which of these?", ChatSeverity.Warning, Sections:
                [ChatAnswers.ToPaste("Name one", found.Take(MostShown).Select(one => request.Say($"drift {one.Canonical}")))]),
        });
    }

    private static bool IsTeam(EntityRef entity) => entity.Kind.Equals("group", StringComparison.OrdinalIgnoreCase);

    private static ChatMessage Which(ChatRequest request) => new("Of which service or team?", ChatSeverity.Warning, Sections:
        [ChatAnswers.ToPaste("Name it", request.Say("drift orders"), request.Say("drift group:default/shop"))]);

    private async Task<ChatMessage> TeamAsync(IReadOnlyList<EntityRef> teams, CancellationToken cancellationToken)
    {
        var (open, facts) = (new List<Finding>(), new List<ChatFact>());
        foreach (var team in teams)
        {
            open.AddRange(await OpenAsync(new(Team: team.Canonical), cancellationToken));
            foreach (var scorecard in await scorecards.ListAsync(cancellationToken))
            {
                var view = await scorecards.FindAsync(scorecard.Scorecard.Id, new("team", team), cancellationToken);
                facts.AddRange(view!.Rollups.Take(1).Where(all => all.Entities > 0).Select(all => new ChatFact(
                    $"{scorecard.Scorecard.Title}, {team.Name}",
                    string.Join(", ", all.Levels.Select(level => $"{level.Key} {level.Value}")))));
            }
        }

        return Message(string.Join(", ", teams.Select(team => team.Canonical)), open, facts, []);
    }

    private async Task<ChatMessage> EntityAsync(EntityRef entity, CancellationToken cancellationToken)
    {
        if (await scorecards.FindAsync(entity, cancellationToken) is not { } standing)
        {
            return new($"No sweep has seen {entity.Canonical} yet.");
        }

        var open = await OpenAsync(new(Subject: $"entity:{entity.Canonical}"), cancellationToken);
        return Message(
            entity.Canonical, open,
            [.. standing.Scorecards.Select(one => new ChatFact(one.Result.Scorecard, string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Result.Level ?? "no level"} ({one.Result.Score * 100:0} %)")))],
            [.. standing.Scorecards.Where(one => one.Next.Rules.Count > 0).Select(one => new ChatSection(
                string.Join('\n', one.Next.Rules.Select(rule => $"{rule.Title}: {rule.Remediation}")),
                $"For {one.Next.Level}"))]);
    }

    private static ChatMessage Message(
        string about, List<Finding> open, IReadOnlyList<ChatFact> facts, IReadOnlyList<ChatSection> next)
    {
        var shown = open.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .Take(MostShown).Select(finding => new ChatSection(
                string.Join('\n', finding.Evidence.Select(evidence => evidence.Message)),
                $"{finding.Severity}: {finding.Rule}, {finding.Subject.Name}")).ToList();
        if (open.Count > shown.Count)
        {
            shown.Add(new(string.Create(CultureInfo.InvariantCulture, $"… {open.Count - shown.Count} more.")));
        }

        return new(
            open.Count == 0
                ? $"Nothing is open of {about}"
                : string.Create(CultureInfo.InvariantCulture, $"{open.Count} open of {about}"),
            open.Count == 0 ? ChatSeverity.Success : ChatSeverity.Warning, facts, [.. shown, .. next]);
    }

    private async Task<List<Finding>> OpenAsync(FindingQuery query, CancellationToken cancellationToken) =>
        [.. (await findings.ReadAsync(query with { Limit = FindingQuery.MostPerPage }, cancellationToken)).Items];
}
