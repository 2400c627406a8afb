using System.Text.Json.Nodes;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Enforcement;

/// <summary>How far the check is required in an organization.</summary>
/// <param name="Ruleset">Of the organization; null when there is none of that name.</param>
/// <param name="Repositories">That are neither archived nor gone.</param>
/// <param name="Required">Whose default branch really requires the check, by whatever rule.</param>
/// <param name="Unknown">Whose protection was not looked at yet.</param>
/// <param name="Without">Names of those that don't require it; the first hundred.</param>
public sealed record EnforcementReach(
    string Organization, OrganizationRuleset? Ruleset, int Repositories, int Required, int Unknown, IReadOnlyList<string> Without)
{
    /// <value>Of those that are known; null when none is.</value>
    public double? Share => Repositories > Unknown ? (double)Required / (Repositories - Unknown) : null;
}

/// <summary>The organization's ruleset that lets nothing be merged without the check.</summary>
public sealed class GoldenPathRuleset(IOrganizationRulesets rulesets, IDriftFacts facts, IGoldenPathSource paths)
{
    public const string Off = "enforcement-off";

    private const int MostNames = 100;

    public static IReadOnlyList<string> Modes { get; } = ["evaluate", "active", "disabled"];

    /// <summary>Required while nobody reports it, the check would keep all from being merged: then it is refused.</summary>
    public async Task<Result<OrganizationRuleset>> EnsureAsync(
        string organization, string mode, CancellationToken cancellationToken)
    {
        if (mode == "active" && !(await paths.CurrentAsync(cancellationToken)).Enforcement.IsEnabled)
        {
            return new Problem(
                Off, "Nobody reports the check, because golden-path.yaml does not enable it: nothing could be merged any more.",
                "mode", mode, "enforcement.enabled: true in golden-path.yaml first");
        }

        return await rulesets.EnsureAsync(organization, GoldenPathCheck.Name, BodyOf(mode), cancellationToken);
    }

    public async Task<Result<EnforcementReach>> ReachAsync(string organization, CancellationToken cancellationToken)
    {
        var ruleset = await rulesets.FindAsync(organization, GoldenPathCheck.Name, cancellationToken);
        if (!ruleset.IsOk && ruleset.Problems.Count > 0)
        {
            return Result<EnforcementReach>.Failed(ruleset.Problems);
        }

        var (repositories, required, unknown, without) = (0, 0, 0, new List<string>());
        var known = (await facts.ListAsync(organization.ToLowerInvariant(), cancellationToken))
            .Where(entry => entry.Listed is { Gone: false, Archived: false }).Select(entry => entry.Id);
        foreach (var chunk in known.Chunk(MostNames))
        {
            foreach (var record in (await facts.FindAsync(chunk, cancellationToken)).Values)
            {
                repositories++;
                if (record.Body.Protection is not { Value: var protection })
                {
                    unknown++;
                }
                else if (protection.RequiredChecks.Contains(GoldenPathCheck.Name, StringComparer.Ordinal))
                {
                    required++;
                }
                else
                {
                    without.Add(record.Entry.Listed.Name.ToString());
                }
            }
        }

        return new EnforcementReach(
            organization, ruleset.Value, repositories, required, unknown,
            [.. without.Order(StringComparer.OrdinalIgnoreCase).Take(MostNames)]);
    }

    private static JsonObject BodyOf(string mode) => new()
    {
        ["name"] = GoldenPathCheck.Name,
        ["target"] = "branch",
        ["enforcement"] = mode,
        ["conditions"] = new JsonObject
        {
            ["ref_name"] = new JsonObject { ["include"] = new JsonArray("~DEFAULT_BRANCH"), ["exclude"] = new JsonArray() },
            ["repository_name"] = new JsonObject { ["include"] = new JsonArray("~ALL"), ["exclude"] = new JsonArray() },
        },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["type"] = "required_status_checks",
            ["parameters"] = new JsonObject
            {
                ["strict_required_status_checks_policy"] = false,
                // A repository is made with its first push to the default branch.
                ["do_not_enforce_on_create"] = true,
                ["required_status_checks"] = new JsonArray(new JsonObject { ["context"] = GoldenPathCheck.Name }),
            },
        }),
    };
}
