using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Metrics;

/// <summary>What happened to a platform; a test says only what matters to it. It is noon of 30 June 2030.</summary>
public sealed class KpiStory
{
    public static readonly DateTimeOffset Now = new(2030, 6, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly List<PlatformNote> _notes = [];
    private readonly List<OnboardingRecord> _records = [];
    private readonly List<PlatformCensus> _censuses = [];

    public PlatformOptions Options { get; set; } = PlatformOptions.Default;

    /// <value>June.</value>
    public static KpiSpan June { get; } = new(new(ScopeKind.Organization, "organization"), new(2030, 6, 1), new(2030, 6, 30));

    public static KpiSpan JuneOf(ScopeKind kind, string name) => June with { Scope = new(kind, name) };

    public KpiStory Opened(
        string id, DateTimeOffset at, RequestKind kind = RequestKind.Access, string? team = null, string? parent = null,
        string source = "/desk", string? channel = null, string? summary = null, string? component = null) => Note(
        source, $"{id}/opened", id, at, new RequestNotice(
            RequestPhase.Opened, kind, component is null ? null : EntityRef.Parse(component, "component"), team, null, channel,
            summary, null, parent, null, null, null));

    public KpiStory Completed(
        string id, DateTimeOffset at, bool? human, string source = "/desk", CheckOutcome? verification = null) => Note(
        source, $"{id}/completed/{at:O}", id, at, new RequestNotice(
            RequestPhase.Completed, null, null, null, null, null, null, null, null, human, null, verification));

    public KpiStory Cancelled(
        string id, DateTimeOffset at, RequestEnding ending, string source = "/desk", CheckOutcome? verification = null) => Note(
        source, $"{id}/cancelled/{at:O}", id, at, new RequestNotice(
            RequestPhase.Cancelled, null, null, null, null, null, null, null, null, null, ending, verification));

    public KpiStory Ticket(
        string id, DateTimeOffset at, string? team = null, string text = "", TicketPhase phase = TicketPhase.Created) =>
        Note("/issues", $"{id}/{phase}/{at:O}", id, at, new TicketNotice(phase, null, team, null, "issue", text, []));

    public KpiStory Viewed(string page, DateTimeOffset at, string? component = null) => Note(
        "/docs", $"{_notes.Count}", page, at, new DocumentationNotice(
            component is null ? null : EntityRef.Parse(component, "component"), null, null, page));

    /// <param name="hours">Until production; null for one that waits.</param>
    public KpiStory Service(string task, DateTimeOffset at, double? hours, bool repository = true, string? component = null)
    {
        var milestones = new Dictionary<Milestone, Reached>();
        if (repository)
        {
            milestones[Milestone.RepositoryCreated] = new(at.AddMinutes(1), "repository");
        }

        if (component is not null)
        {
            milestones[Milestone.CatalogVisible] = new(at.AddMinutes(2), component);
        }

        if (hours is { } took)
        {
            milestones[Milestone.ProductionDeployed] = new(at.AddHours(took), "run");
        }

        _records.Add(new(TaskId.Parse(task), EntityRef.Parse("template:default/sample"), null, at, milestones));
        return this;
    }

    public KpiStory Census(DateOnly day, params CensusComponent[] components) => Census(day, [], components);

    public KpiStory Census(DateOnly day, IReadOnlyList<CensusTemplate> templates, params CensusComponent[] components)
    {
        _censuses.Add(CensusOf(day, components) with { Templates = templates });
        return this;
    }

    public static PlatformCensus CensusOf(DateOnly day, params CensusComponent[] components) => new(
        day, new(day.ToDateTime(new(12, 0)), TimeSpan.Zero), components, [], new Dictionary<string, int> { ["a"] = 5 }, 20);

    public static CensusComponent Component(
        string name, PathState path = PathState.Current, string? team = "a", bool active = true, string? exempt = null,
        DateOnly? firstSeen = null, double hoursOld = 1) => new(
        EntityRef.Parse(name, "component"), team, null, active, exempt, path, null, null, firstSeen, Now.AddHours(-hoursOld));

    public KpiStory Note(string source, string id, string subject, DateTimeOffset at, Notice notice)
    {
        _notes.Add(new(source, id, subject, at, notice));
        return this;
    }

    public KpiInputs Inputs()
    {
        var requests = Request.Of(_notes);
        return new(
            requests, Core.Metrics.Kpis.Requests.Ticket.Of(_notes, requests),
            [.. _notes.Where(note => note.Kind == NoteKind.View)], NewService.Of(_records, requests, Now), _censuses, Options,
            new DayClock("UTC"), Now);
    }

    public KpiFigure Of(IKpi kpi, KpiSpan? span = null) => kpi.Of(Inputs(), span ?? June);

    public IReadOnlyList<KpiEvidence> Explain(IKpi kpi, KpiSpan? span = null) => [.. kpi.Explain(Inputs(), span ?? June)];
}
