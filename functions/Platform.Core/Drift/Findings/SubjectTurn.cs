using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Findings;

/// <summary>What becomes of a subject's record when the rules have spoken.</summary>
/// <param name="Record">Null when there is nothing to keep.</param>
/// <param name="Tally">With one written row when the record is other than the known one.</param>
public sealed record SubjectTurn(SubjectRecord? Record, LedgerOutcome Tally)
{
    private const int MostHistory = 50;

    private static readonly LedgerOutcome Nothing = LedgerOutcome.None with { Unchanged = 1 };

    /// <summary>The same results give the same text, whenever they were observed.</summary>
    public static string FingerprintOf(IEnumerable<RuleResult> results) => ContentHash.Of(string.Join('\n', results
        .Select(result => PlatformJson.Serialize(new
        {
            result.Rule,
            result.Severity,
            result.Subject,
            result.Outcome,
            result.Evidence,
            result.Reason,
            result.IsStale,
        }))
        .Order(StringComparer.Ordinal)));

    public static SubjectTurn Of(
        SubjectRecord? known, IReadOnlyList<RuleResult> results, string sweep, DateTimeOffset at)
    {
        var fingerprint = FingerprintOf(results);
        if (known is not null && (known.Fingerprint == fingerprint || at < known.ChangedAt))
        {
            return new(known, Nothing);
        }

        var (tally, findings) = (LedgerOutcome.None, new List<Finding>());
        var byRule = results.ToDictionary(result => result.Rule, StringComparer.Ordinal);
        var before = (known?.Findings ?? []).ToDictionary(finding => finding.Rule, StringComparer.Ordinal);
        foreach (var rule in before.Keys.Union(byRule.Keys).Order(StringComparer.Ordinal))
        {
            var (finding, change) = Next(before.GetValueOrDefault(rule), byRule.GetValueOrDefault(rule), sweep, at);
            tally += change;
            if (finding is not null)
            {
                findings.Add(finding with { Subject = results.Count > 0 ? results[0].Subject : finding.Subject });
            }
        }

        var rules = byRule.Values.Where(result => result.Outcome != RuleOutcome.NotApplicable).ToDictionary(
            result => result.Rule,
            result => Standing(known?.Rules.GetValueOrDefault(result.Rule), result, at), StringComparer.Ordinal);
        var subject = results.Count > 0 ? results[0].Subject : known!.Subject;
        return new(new(subject, fingerprint, sweep, at, rules, findings), tally with { Written = 1 });
    }

    /// <summary>The subject is there no more.</summary>
    public static SubjectTurn Gone(SubjectRecord known, string sweep, string reason, DateTimeOffset at)
    {
        if (at < known.ChangedAt || (known.Rules.Count == 0 && known.Open == 0))
        {
            return new(known, Nothing);
        }

        return new(
            known with
            {
                Fingerprint = FingerprintOf([]),
                Sweep = sweep,
                ChangedAt = at,
                Rules = new Dictionary<string, RuleStanding>(),
                Findings =
                [
                    .. known.Findings.Select(one => one.State == FindingState.Open ? Mended(one, sweep, at, reason) : one),
                ],
            },
            LedgerOutcome.None with { Fixed = known.Open, Written = 1 });
    }

    private static RuleStanding Standing(RuleStanding? before, RuleResult result, DateTimeOffset at) => new(
        result.Outcome, result.Severity, before?.Outcome == result.Outcome ? before.Since : at, result.IsStale, result.Reason);

    private static (Finding? Finding, LedgerOutcome Change) Next(
        Finding? known, RuleResult? result, string sweep, DateTimeOffset at) => (known, result?.Outcome) switch
        {
            (_, RuleOutcome.Unknown) => (known, LedgerOutcome.None),
            (null, RuleOutcome.Failed) => (Opened(null, result!, sweep, at), LedgerOutcome.None with { Opened = 1 }),
            ({ State: FindingState.Fixed }, RuleOutcome.Failed) =>
                (Opened(known, result!, sweep, at), LedgerOutcome.None with { Reopened = 1 }),
            (not null, RuleOutcome.Failed) => Kept(known, result!, sweep, at),
            ({ State: FindingState.Open }, _) =>
                (Mended(known, sweep, at, result?.Reason), LedgerOutcome.None with { Fixed = 1 }),
            _ => (known, LedgerOutcome.None),
        };

    private static Finding Opened(Finding? known, RuleResult result, string sweep, DateTimeOffset at)
    {
        var opened = new Finding(
            Finding.IdOf(result.Rule, result.Subject.Key), result.Rule, result.Severity, result.Subject, FindingState.Open,
            result.Evidence, result.Facts, known?.FirstSeenAt ?? at, at)
        {
            OpenedAt = at,
            Openings = (known?.Openings ?? 0) + 1,
            IsStale = result.IsStale,
            History = known?.History ?? [],
        };
        var what = known is null ? FindingChange.Opened : FindingChange.Reopened;
        return With(opened, new(at, sweep, what, result.Severity, result.Evidence, []));
    }

    private static (Finding Finding, LedgerOutcome Change) Kept(Finding known, RuleResult result, string sweep, DateTimeOffset at)
    {
        var (added, removed) = (Beyond(result.Evidence, known.Evidence), Beyond(known.Evidence, result.Evidence));
        var seen = known with { Facts = result.Facts, IsStale = result.IsStale };
        if (added.Count + removed.Count == 0 && known.Severity == result.Severity)
        {
            return (known.IsStale == result.IsStale ? known : seen, LedgerOutcome.None);
        }

        var isWorse = result.Severity > known.Severity
            || (result.Severity == known.Severity && result.Evidence.Count > known.Evidence.Count);
        seen = seen with
        {
            Severity = result.Severity,
            Evidence = result.Evidence,
            ChangedAt = at,
            WorsenedAt = isWorse ? at : known.WorsenedAt,
        };
        var what = isWorse ? FindingChange.Worsened : FindingChange.Changed;
        return (
            With(seen, new(at, sweep, what, result.Severity, added, removed)),
            isWorse ? LedgerOutcome.None with { Worsened = 1 } : LedgerOutcome.None with { Changed = 1 });
    }

    private static Finding Mended(Finding known, string sweep, DateTimeOffset at, string? reason) => With(
        known with { State = FindingState.Fixed, FixedAt = at, ChangedAt = at },
        new(at, sweep, FindingChange.Fixed, known.Severity, [], known.Evidence, reason));

    private static Finding With(Finding finding, FindingEntry entry) =>
        finding with { History = [.. finding.History.TakeLast(MostHistory - 1), entry] };

    private static List<RuleEvidence> Beyond(IReadOnlyList<RuleEvidence> these, IReadOnlyList<RuleEvidence> those)
    {
        var there = those.Select(PlatformJson.Serialize).ToHashSet(StringComparer.Ordinal);
        return [.. these.Where(one => !there.Contains(PlatformJson.Serialize(one)))];
    }
}
