using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Drift.Reports;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Rules.Pipelines;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary>The sections that are neither rules nor runtimes nor scorecards.</summary>
internal sealed class SettingSections(GoldenPathChecks checks)
{
    private static readonly string[] Policies = ["request", "always", "never"];

    public GoldenWorkflows Workflows(JsonObject? section)
    {
        if (section is null)
        {
            return new([]);
        }

        checks.NoOthers(section, "workflows", ["golden", "minimum"]);
        var minimum = Version(section, "workflows");
        var list = checks.List(section, "golden", "workflows") ?? [];
        return new([.. list.Select((node, i) => Workflow(node, FieldPath.Item("workflows.golden", i), minimum))
            .OfType<GoldenWorkflow>()]);
    }

    public ReportSettings Reports(JsonObject? section)
    {
        if (section is null)
        {
            return new(null, null, new Dictionary<string, string>(), null);
        }

        checks.NoOthers(section, "reports", ["schedule", "channel", "channels", "issues"]);
        var channels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (team, node) in checks.Object(section, "channels", "reports") ?? [])
        {
            var field = FieldPath.Key("reports.channels", team);
            if (!EntityRef.TryParse(team, out var parsed, "group"))
            {
                checks.Wrong(FieldChecks.WrongFormat, field, team, "a group of the catalog");
            }
            else if (checks.Text(node, field, null, "a channel") is { } channel)
            {
                channels[parsed.Canonical] = channel;
            }
        }

        return new(
            checks.Text(
                section, "schedule", "reports", text => ReportSchedule.TryParse(text, out _), ReportSchedule.Requirements),
            checks.Text(section, "channel", "reports"),
            channels,
            checks.Text(section, "issues", "reports", text => RepositoryName.TryParse(text, out _), "a repository: owner/name"));
    }

    public IReadOnlyDictionary<string, FixPolicy> Fixes(JsonObject? section)
    {
        var policies = new Dictionary<string, FixPolicy>(StringComparer.Ordinal);
        if (section is null)
        {
            return policies;
        }

        checks.NoOthers(section, "fixes", GoldenPathChecks.RuleIds);
        foreach (var rule in GoldenPathChecks.RuleIds)
        {
            if (checks.Text(section, rule, "fixes", Policies.Contains, string.Join(", ", Policies)) is { } text)
            {
                policies[rule] = Enum.Parse<FixPolicy>(text, ignoreCase: true);
            }
        }

        return policies;
    }

    public EnforcementSettings Enforcement(JsonObject? section)
    {
        if (section is null)
        {
            // Nobody finds a check beside a pull request who did not ask for one.
            return new(IsEnabled: false, RuleSeverity.Error, []);
        }

        checks.NoOthers(section, "enforcement", ["enabled", "failOn", "rules"]);
        return new(
            checks.Flag(section, "enabled", "enforcement") ?? true,
            checks.Severity(section, "failOn", "enforcement") ?? RuleSeverity.Error,
            checks.Texts(section, "rules", "enforcement", GoldenPathChecks.RuleIds.Contains, "the id of a rule") ?? []);
    }

    private GoldenWorkflow? Workflow(JsonNode? node, string field, string? usual)
    {
        if (node is not JsonObject written)
        {
            return checks.Text(node, field, IsWorkflow, Address) is { } address ? new(address, usual) : null;
        }

        checks.NoOthers(written, field, ["workflow", "minimum"]);
        var minimum = Version(written, field) ?? usual;
        return checks.Text(written, "workflow", field, IsWorkflow, Address, required: true) is { } named
            ? new(named, minimum) : null;
    }

    private const string Address = "owner/repository/.github/workflows/FILE.yml, without a version";

    private string? Version(JsonObject parent, string field) =>
        checks.Text(parent, "minimum", field, WorkflowVersion.IsVersion, WorkflowVersion.Requirements);

    private static bool IsWorkflow(string text) => text.Split('/') is [var owner, var name, ".github", "workflows", var file]
        && RepositoryName.TryCreate(owner, name, out _) && !file.Contains('@')
        && (file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal));
}
