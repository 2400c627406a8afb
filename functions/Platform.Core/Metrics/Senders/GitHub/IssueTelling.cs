using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>
/// Issues that their labels make tickets or incidents. Each delivery tells all that the issue says: when it was opened, and when
/// it was closed.
/// </summary>
internal sealed partial class IssueTelling(RepositoryComponents components, GitHubLabels labels) : IGitHubTelling
{
    private const string Issue = "issue";
    private const string EnvironmentLabel = "environment:";
    private const string ComponentLabel = "component:";
    private const string UsualEnvironment = "production";

    public string Event => "issues";

    public async Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken)
    {
        var (number, marks) = (payload.NeedNumber($"{Issue}.number"), LabelsOf(payload));
        if (payload.Action is "deleted" or "transferred")
        {
            return new Translation.Ignored(IgnoredReasons.IssueGone);
        }

        var (isTicket, isIncident) = (GitHubLabels.Any(labels.Tickets, marks), GitHubLabels.Any(labels.Incidents, marks));
        if (!isTicket && !isIncident)
        {
            return new Translation.Ignored(IgnoredReasons.IssueNotLabelled);
        }

        var whom = await components.OfAsync(payload, Marked(marks, ComponentLabel), [.. marks], cancellationToken);
        var component = whom.Components is [var one] ? one : null;
        List<CdEvent> story = isTicket ? Ticket(payload, number, marks, component) : [];
        if (isIncident)
        {
            story.AddRange(Incident(payload, number, marks, component));
        }

        return new Translation.Told([.. story.Select(told => told.Write())])
        {
            Unattributed = isIncident ? whom.Unknown : [],
        };
    }

    private static List<CdEvent> Ticket(Payload payload, long number, List<string> marks, EntityRef? component)
    {
        var url = payload.NeedText($"{Issue}.html_url");
        var story = new List<CdEvent>
        {
            Of("created", "ticket.created", payload.NeedTime($"{Issue}.created_at"), new()
            {
                ["summary"] = payload.NeedText($"{Issue}.title"),
                ["creator"] = payload.Text($"{Issue}.user.login") ?? "ghost",
                ["uri"] = url,
                ["labels"] = new JsonArray([.. marks.Select(mark => JsonValue.Create(mark))]),
            }),
        };
        if (payload.Time($"{Issue}.closed_at") is { } closedAt)
        {
            var resolution = payload.Text($"{Issue}.state_reason") ?? "completed";
            story.Add(Of($"closed:{CdEvent.Text(closedAt)}", "ticket.closed", closedAt, new()
            {
                ["uri"] = url,
                ["resolution"] = resolution,
            }));
        }
        else
        {
            var at = payload.NeedTime($"{Issue}.updated_at");
            story.Add(Of($"updated:{CdEvent.Text(at)}", "ticket.updated", at, new() { ["uri"] = url }));
        }

        return story;

        CdEvent Of(string what, string name, DateTimeOffset at, JsonObject content) =>
            new(payload.Url, $"issue:{number}:ticket:{what}", name, at, url)
            {
                Content = content,
                Custom = new()
                {
                    ["repoUrl"] = payload.Url,
                    ["component"] = component?.Canonical,
                    ["description"] = payload.Text($"{Issue}.body"),
                    ["labels"] = new JsonArray([.. marks.Select(mark => JsonValue.Create(mark))]),
                    ["actor"] = payload.Actor($"{Issue}.user"),
                },
            };
    }

    /// <summary>The cause is often found later, so what is said of it is part of the identity: the latest word counts.</summary>
    private static IEnumerable<CdEvent> Incident(Payload payload, long number, List<string> marks, EntityRef? component)
    {
        var cause = Cause().Match(payload.Text($"{Issue}.body") ?? string.Empty) is { Success: true } found
            ? found.Groups["sha"].Value.ToLowerInvariant() : null;
        var opened = payload.NeedTime($"{Issue}.created_at");
        yield return Of("detected", opened);
        if (payload.Time($"{Issue}.closed_at") is { } closedAt)
        {
            yield return Of("resolved", closedAt);
        }
        else if (payload.Action == "reopened")
        {
            yield return Of("detected", payload.NeedTime($"{Issue}.updated_at"));
        }

        CdEvent Of(string phase, DateTimeOffset at) => new(
            payload.Url,
            $"issue:{number}:{phase}:{CdEvent.Text(at)}:{Attribution.IdOf(component)}:{cause ?? "-"}",
            $"incident.{phase}",
            at,
            payload.NeedText($"{Issue}.html_url"))
        {
            Content = new()
            {
                ["environment"] = new JsonObject { ["id"] = Marked(marks, EnvironmentLabel) ?? UsualEnvironment },
                ["description"] = payload.Text($"{Issue}.title"),
            },
            Custom = new()
            {
                ["repoUrl"] = payload.Url,
                ["component"] = component?.Canonical,
                ["causeCommitSha"] = cause,
            },
        };
    }

    private static List<string> LabelsOf(Payload payload) =>
        [.. PullRequestTelling.LabelsOf(payload.List($"{Issue}.labels"))];

    private static string? Marked(List<string> marks, string prefix)
    {
        var mark = marks.Find(one => one.Length > prefix.Length && one.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return mark?[prefix.Length..].Trim();
    }

    [GeneratedRegex(@"root cause:\s*(?<sha>[0-9a-fA-F]{7,40})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cause();
}
