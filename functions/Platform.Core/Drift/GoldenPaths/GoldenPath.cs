using System.Text.Json.Nodes;
using Platform.Core.Catalog.Queries;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary>How an organization wants its services to be: golden-path.yaml with everything that it leaves out filled
/// in.</summary>
/// <param name="Rules">Of every rule there is, by its id.</param>
/// <param name="Runtimes">Ends of life by product and cycle; the table that comes with the platform unless replaced.</param>
/// <param name="Scorecards">As they are written; null when there is no such section.</param>
/// <param name="Fixes">By the rule's id; rules that are not named are fixed on request.</param>
public sealed record GoldenPath(
    IReadOnlyDictionary<string, RuleSetting> Rules,
    GoldenWorkflows Workflows,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, DateOnly>> Runtimes,
    JsonArray? Scorecards,
    ReportSettings Reports,
    IReadOnlyDictionary<string, FixPolicy> Fixes,
    EnforcementSettings Enforcement)
{
    /// <value>Where a field of the file stands; for sections that are read elsewhere.</value>
    public Func<string, SourcePlace?> PlaceOf { get; init; } = _ => null;

    /// <value>What holds where there is no file.</value>
    public static GoldenPath Default { get; } = GoldenPathDefaults.Make();

    public FixPolicy FixOf(string rule) => Fixes.GetValueOrDefault(rule, FixPolicy.Request);
}

/// <param name="AppliesTo">Which subjects: entities by the catalog's filters, repositories by those of their entities and by
/// <c>kind=repository</c>, <c>metadata.name</c>, <c>metadata.namespace</c> (the organization), <c>spec.archived</c>,
/// <c>spec.fork</c>,
/// <c>spec.template</c>. Null: all.</param>
/// <param name="Numbers">Options, with their defaults.</param>
public sealed record RuleSetting(
    bool IsEnabled,
    RuleSeverity Severity,
    EntityFilter? AppliesTo,
    IReadOnlyDictionary<string, int> Numbers,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Texts)
{
    public static RuleSetting Of(RuleDescription rule) => new(
        IsEnabled: true,
        rule.Severity,
        AppliesTo: null,
        rule.Options.Where(one => one.Type == RuleOptionType.Number).ToDictionary(one => one.Name, one => one.Usual),
        rule.Options.Where(one => one.Type == RuleOptionType.Texts).ToDictionary(one => one.Name, one => one.UsualTexts));
}

/// <param name="Golden">Reusable workflows, any of which CI has to call, by their address without a reference:
/// <c>acme/workflows/.github/workflows/service.yml</c>. Empty: nobody is asked to call one.</param>
public sealed record GoldenWorkflows(IReadOnlyList<GoldenWorkflow> Golden);

/// <param name="Minimum">The oldest version that may be called, such as <c>v2.1</c>; null: any.</param>
public sealed record GoldenWorkflow(string Address, string? Minimum);

/// <param name="Schedule">NCRONTAB; null: the platform's setting.</param>
/// <param name="Channel">For what no team's channel takes.</param>
/// <param name="Channels">By the team's canonical reference.</param>
/// <param name="Issues">Repository in which reports are filed as issues; null: nowhere.</param>
public sealed record ReportSettings(
    string? Schedule, string? Channel, IReadOnlyDictionary<string, string> Channels, string? Issues);

public enum FixPolicy
{
    /// <summary>When somebody asks.</summary>
    Request,

    /// <summary>By itself, after the sweep that finds it.</summary>
    Always,

    Never,
}

/// <param name="IsEnabled">Whether pull requests are checked.</param>
/// <param name="FailOn">Findings of at least this severity make the check fail; others are annotations.</param>
/// <param name="Rules">Only these; empty: all that are enabled.</param>
public sealed record EnforcementSettings(bool IsEnabled, RuleSeverity FailOn, IReadOnlyList<string> Rules);
