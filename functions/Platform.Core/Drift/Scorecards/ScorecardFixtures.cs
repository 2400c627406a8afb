using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Scorecards;

/// <param name="Level">What came out; null when no level is held.</param>
/// <param name="Differences">Each at the expectation that does not hold.</param>
public sealed record FixtureVerdict(string Name, string? Level, double Score, IReadOnlyList<Problem> Differences);

/// <summary>
/// Holds made-up subjects against scorecards, by the judgement that sweeps use: <c>fixtures</c> is a list of
/// <c>{name, scorecard, rules, expect: {level, atMost, score}}</c>, where <c>rules</c> tells by id what each rule says.
/// </summary>
public sealed class ScorecardFixtures(IReadOnlyList<Scorecard> scorecards)
{
    public const string Empty = "fixtures-empty";
    public const string Differs = "fixture-differs";

    /// <value>How <c>expect.level</c> says that not even the lowest level is held.</value>
    public const string None = "none";

    private static readonly Dictionary<string, RuleStand> Stands = new(StringComparer.Ordinal)
    {
        ["passed"] = RuleStand.Passed,
        ["failed"] = RuleStand.Failed,
        ["exempt"] = RuleStand.Exempt,
        ["unknown"] = RuleStand.Unknown,
        ["not-applicable"] = RuleStand.NotApplicable,
    };

    /// <param name="file">What problems call it.</param>
    /// <returns>Problems only of what cannot be read; what differs is in the verdicts.</returns>
    public Result<IReadOnlyList<FixtureVerdict>> Run(IDocumentReader reader, string text, string file)
    {
        var documents = reader.Read(file, text).Where(one => !one.IsOk || one.Value.Root is not null).ToList();
        var broken = documents.SelectMany(one => one.Problems).ToList();
        if (broken.Count > 0)
        {
            return Result<IReadOnlyList<FixtureVerdict>>.Failed(broken);
        }

        if (documents is not [{ Value: { Root: JsonObject root } document }]
            || root["fixtures"] is not JsonArray { Count: > 0 } fixtures)
        {
            return new Problem(
                Empty, $"{file} holds no fixtures.", Expected: "one document with a list 'fixtures'", Place: new(file, 1, 1));
        }

        var checks = new FieldChecks(document.PlaceOf);
        checks.NoOthers(root, string.Empty, ["fixtures"]);
        var verdicts = fixtures.Select((node, index) => One(node, FieldPath.Item("fixtures", index), checks, document.PlaceOf))
            .OfType<FixtureVerdict>().ToList();
        return checks.IsClean ? verdicts : Result<IReadOnlyList<FixtureVerdict>>.Failed(checks.Problems);
    }

    private FixtureVerdict? One(JsonNode? node, string field, FieldChecks checks, Func<string, SourcePlace?> placeOf)
    {
        if (node is not JsonObject written)
        {
            checks.Mismatch(field, node, "a fixture: an object with name, scorecard, rules and expect");
            return null;
        }

        checks.NoOthers(written, field, ["name", "scorecard", "rules", "expect"]);
        var name = checks.Text(written, field, "name", required: true);
        var id = checks.Text(
            written, field, "scorecard", required: true, text => scorecards.Any(one => one.Id == text),
            $"one of {string.Join(", ", scorecards.Select(one => one.Id))}");
        var scorecard = scorecards.FirstOrDefault(one => one.Id == id);
        var rules = Rules(written, field, checks, scorecard);
        var expect = checks.Object(written, field, "expect", required: true);
        return name is null || scorecard is null || expect is null
            ? null
            : Compare(name, scorecard, Judge(scorecard, rules), expect, FieldPath.Key(field, "expect"), checks, placeOf);
    }

    private static Dictionary<string, RuleStand> Rules(
        JsonObject written, string field, FieldChecks checks, Scorecard? scorecard)
    {
        var stands = new Dictionary<string, RuleStand>(StringComparer.Ordinal);
        foreach (var (rule, node) in checks.Object(written, field, "rules", required: true) ?? [])
        {
            var place = FieldPath.Key(FieldPath.Key(field, "rules"), rule);
            if (scorecard is not null && !scorecard.Rules.Contains(rule))
            {
                checks.Add(FieldChecks.Unknown, place, node, $"a rule of {scorecard.Id}: {string.Join(", ", scorecard.Rules)}");
            }
            else if (checks.Text(node, place, Stands.ContainsKey, string.Join(", ", Stands.Keys)) is { } text)
            {
                stands[rule] = Stands[text];
            }
        }

        return stands;
    }

    private static ScorecardResult Judge(Scorecard scorecard, Dictionary<string, RuleStand> stands)
    {
        var subject = DriftSubject.Of(EntityRef.Parse("component:default/fixture"));
        var standings = stands.Where(one => one.Value != RuleStand.NotApplicable).ToDictionary(
            one => one.Key,
            one => new RuleStanding(
                one.Value switch
                {
                    RuleStand.Passed => RuleOutcome.Passed,
                    RuleStand.Unknown => RuleOutcome.Unknown,
                    _ => RuleOutcome.Failed,
                },
                RuleSeverity.Error, default),
            StringComparer.Ordinal);
        return ScorecardJudgement.Of(
            scorecard, new(subject, string.Empty, string.Empty, default, standings, []), null,
            (rule, _) => stands.GetValueOrDefault(rule) == RuleStand.Exempt);
    }

    private static FixtureVerdict Compare(
        string name, Scorecard scorecard, ScorecardResult result, JsonObject expect, string field, FieldChecks checks,
        Func<string, SourcePlace?> placeOf)
    {
        var (differences, levels) = (new List<Problem>(), scorecard.Levels.Select(level => level.Id).Append(None).ToList());
        checks.NoOthers(expect, field, ["level", "atMost", "score"]);
        void Level(string key, string? found, bool required)
        {
            var wanted = checks.Text(expect, field, key, required, levels.Contains, $"one of {string.Join(", ", levels)}");
            if (wanted is not null && wanted != (found ?? None))
            {
                Differ(key, wanted, found ?? None);
            }
        }

        void Differ(string key, string wanted, string found)
        {
            var place = FieldPath.Key(field, key);
            var failing = result.Rules.Where(rule => rule.Stand is RuleStand.Failed or RuleStand.Unknown).ToList();
            var why = failing.Count == 0
                ? string.Empty
                : $" ({string.Join(", ", failing.Select(one => $"{one.Rule} {one.Stand}"))})";
            differences.Add(new(
                Differs, $"{name}: expected {key} {wanted}, found {found}{why}.", place, found, wanted, placeOf(place)));
        }

        Level("level", result.Level, required: true);
        Level("atMost", result.AtMost, required: false);
        if (expect["score"] is { } score)
        {
            if (score.GetValueKind() != JsonValueKind.Number || !double.TryParse(
                score.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || share is < 0 or > 1)
            {
                checks.Mismatch(FieldPath.Key(field, "score"), score, "a share from 0 to 1");
            }
            else if (Math.Abs(share - result.Score) > 0.005)
            {
                Differ("score", score.ToJsonString(), result.Score.ToString("0.##", CultureInfo.InvariantCulture));
            }
        }

        return new(name, result.Level, result.Score, differences);
    }
}
