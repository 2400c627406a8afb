using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

/// <summary>Keeps one report per entity and owner, and tells the owner and the platform team of it once.</summary>
public sealed class OwnerReports(
    IDocuments<OwnerReport> reports, ICatalogReader catalog, GroupMembership groups, INotifier notifier,
    TeamChannels channels, IGoldenPathSource paths, TimeProvider clock) : IOwnerReports, IDriftListener
{
    public const string UnknownEntity = "owner-report-entity";
    public const string NoReport = "owner-report-not-found";
    public const string NotYours = "owner-report-forbidden";

    private const int MostComplaints = 100;

    public async Task<Result<OwnerReport>> ReportAsync(
        EntityRef entity, string reason, EntityRef? suggestedOwner, Caller by, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(entity, cancellationToken) is not { } found)
        {
            return new Problem(
                UnknownEntity, $"'{entity}' is not in the catalog.", "entity", entity.Canonical, "an entity of the catalog");
        }

        var (owner, now) = (OwnerOf(found), clock.GetUtcNow());
        var complaint = new OwnerComplaint(by.Subject, reason, now, suggestedOwner);
        var report = (await reports.ChangeAsync(
            IdOf(entity), known => With(known, entity, owner, complaint), cancellationToken))!;
        // Also who says it again has it told, should the first one's process have died before: the key lets it through once.
        await TellAsync(report, cancellationToken);
        return report;
    }

    public async Task<Result<OwnerReport>> CloseAsync(
        EntityRef entity, string reason, Caller by, CancellationToken cancellationToken)
    {
        if (await reports.FindAsync(IdOf(entity), cancellationToken) is not { IsOpen: true } open)
        {
            return new Problem(
                NoReport, $"Nobody says that the owner of '{entity}' is wrong.", "entity", entity.Canonical,
                "an entity with an open report");
        }

        if (!by.Has(Role.Admin) && !(open.Owner is { } owner && await groups.IsMemberAsync(by, owner, cancellationToken)))
        {
            return new Problem(
                NotYours, $"Only {open.Owner?.Canonical ?? "an administrator"} or an administrator can say that.", "entity",
                entity.Canonical, "a report about an entity of your own team");
        }

        return (await reports.ChangeAsync(
            IdOf(entity),
            known => known is { IsOpen: true } ? known with { Closed = new(by.Subject, clock.GetUtcNow(), reason) } : null,
            cancellationToken))!;
    }

    public async Task<IReadOnlyDictionary<string, OwnerReport>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, OwnerReport>(StringComparer.Ordinal);
        foreach (var report in (await reports.ListAsync(cancellationToken)).Where(report => report.IsOpen))
        {
            if (!await CloseIfMendedAsync(report, cancellationToken))
            {
                open[report.Entity.Canonical] = report;
            }
        }

        return open;
    }

    public async Task OnSweepEndedAsync(DriftSweepEnd end, CancellationToken cancellationToken) =>
        await OpenAsync(cancellationToken);

    private async Task<bool> CloseIfMendedAsync(OwnerReport report, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(report.Entity, cancellationToken);
        if (found is not null && OwnerOf(found) == report.Owner)
        {
            return false;
        }

        var end = new OwnerReportEnd("catalog", clock.GetUtcNow(), null);
        await reports.ChangeAsync(
            IdOf(report.Entity),
            known => known is { IsOpen: true } && known.Owner == report.Owner ? known with { Closed = end } : null,
            cancellationToken);
        return true;
    }

    private static OwnerReport With(OwnerReport? known, EntityRef entity, EntityRef? owner, OwnerComplaint complaint)
    {
        if (known is not { IsOpen: true } || known.Owner != owner)
        {
            return new(entity, owner, complaint.At, 1, [complaint]);
        }

        IReadOnlyList<OwnerComplaint> others = [.. known.Complaints.Where(one => one.By != complaint.By)];
        return known with
        {
            Count = known.Count + (others.Count == known.Complaints.Count ? 1 : 0),
            Complaints = [.. others.TakeLast(MostComplaints - 1), complaint],
        };
    }

    private async Task TellAsync(OwnerReport report, CancellationToken cancellationToken)
    {
        var first = report.Complaints[0];
        var message = new ChatMessage(
            $"Is {report.Owner?.Canonical ?? "nobody"} the owner of {report.Entity.Canonical}?", ChatSeverity.Warning,
            [
                new("Says", first.By),
                .. first.SuggestedOwner is { } better ? [new ChatFact("Suggests", better.Canonical)] : Array.Empty<ChatFact>(),
            ],
            [new(first.Reason), new("Set spec.owner in its descriptor, or say why the owner is right.", "What to do")]);
        var settings = (await paths.CurrentAsync(cancellationToken)).Reports;
        var key = $"owner-report/{report.Entity.Canonical}/{report.FirstAt.UtcTicks}";
        var channel = report.Owner is { } owner
            ? await channels.FindAsync(owner.Canonical, settings, cancellationToken)
            : null;
        await notifier.NotifyAsync(new($"{key}/platform", message, settings.Channel), cancellationToken);
        if (channel is not null && channel != settings.Channel)
        {
            await notifier.NotifyAsync(new($"{key}/owner", message, channel), cancellationToken);
        }
    }

    private static EntityRef? OwnerOf(CatalogEntity entity) =>
        EntityRef.TryParse(Text(entity.Body["spec"]?["owner"]), out var owner, "group", entity.Ref.Namespace) ? owner : null;

    private static string IdOf(EntityRef entity) => ContentHash.Of(entity.Canonical)[..32];

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
