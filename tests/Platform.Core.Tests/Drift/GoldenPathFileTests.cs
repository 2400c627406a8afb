using Platform.Adapters.Yaml;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Drift;

public sealed class GoldenPathFileTests
{
    private const string Head = "apiVersion: platform.functions/v1alpha1\nkind: GoldenPath\n";

    [Fact]
    public void A_file_that_says_nothing_leaves_every_rule_as_it_comes()
    {
        var path = Read(Head).Value!;

        Assert.Equal(DriftRules.All.Count, path.Rules.Count);
        Assert.All(DriftRules.All, rule => Assert.Equal(rule.Description.Severity, path.Rules[rule.Description.Id].Severity));
        Assert.Equal(FixPolicy.Request, path.FixOf("owner-unknown"));
    }

    [Fact]
    public void Everything_that_is_written_counts()
    {
        var path = Read(Head +
            """
            rules:
              docs-missing: { enabled: false }
              ci-failing: { severity: info, hours: 2, appliesTo: "spec.type=service" }
              repository-without-descriptor: { except: ["sandbox-*"] }
            scorecards: [{ id: gold, levels: [{ id: only, rules: [descriptor-invalid] }] }]
            workflows:
              minimum: v2
              golden:
                - acme/workflows/.github/workflows/service.yml
                - { workflow: acme/workflows/.github/workflows/library.yml, minimum: v3.1 }
            runtimes: { nodejs: { "22": "2026-01-01" } }
            reports: { schedule: "0 0 7 * * MON", channel: C1, channels: { payments: C2 }, issues: acme/platform }
            fixes: { ci-workflow-outdated: always }
            enforcement: { enabled: false, failOn: warning, rules: [secret-plain] }
            """).Value!;

        Assert.False(path.Rules["docs-missing"].IsEnabled);
        Assert.Equal((RuleSeverity.Info, 2), (path.Rules["ci-failing"].Severity, path.Rules["ci-failing"].Numbers["hours"]));
        Assert.NotNull(path.Rules["ci-failing"].AppliesTo);
        Assert.Equal(["sandbox-*"], path.Rules["repository-without-descriptor"].Texts["except"]);
        Assert.Equal(["v2", "v3.1"], path.Workflows.Golden.Select(one => one.Minimum));
        Assert.Equal(new DateOnly(2026, 1, 1), Assert.Single(path.Runtimes["nodejs"]).Value);
        Assert.NotEmpty(path.Runtimes["python"]);
        Assert.Equal("C2", path.Reports.Channels["group:default/payments"]);
        Assert.Equal(FixPolicy.Always, path.FixOf("ci-workflow-outdated"));
        Assert.Equal((false, RuleSeverity.Warning), (path.Enforcement.IsEnabled, path.Enforcement.FailOn));
        Assert.Equal(7, path.PlaceOf("scorecards[0].id")!.Line);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_with_place_expectation_and_the_nearest_word()
    {
        var problems = Read(
            """
            apiVersion: platform.functions/v1
            kind: GoldenPath
            rulez: {}
            rules:
              docs-mising: {}
              ci-failing: { severity: fatal, hour: 2 }
              branch-unprotected: { reviews: 9, appliesTo: "=x" }
            runtimes: { nodejs: { "22": soon } }
            fixes: { owner-unknown: perhaps }
            workflows: { golden: [acme/x@v1] }
            reports: { schedule: daily }
            enforcement: { rules: [nothing] }
            """).Problems;

        Assert.All(problems, problem =>
            Assert.True(problem.Place!.Line > 0 && problem.Place.Column > 0 && problem.Expected is not null));
        Assert.Equal(
            [1, 3, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12], problems.Select(problem => problem.Place!.Line));
        Assert.Contains(problems, problem => problem is { Field: "rulez", Code: FieldChecks.Unknown, Expected: "perhaps rules" });
        Assert.Contains(problems, problem => problem is { Field: "rules.docs-mising", Expected: "perhaps docs-missing" });
        Assert.Contains(problems, problem => problem is { Field: "rules.ci-failing.hour", Expected: "perhaps hours" });
    }

    [Theory]
    [InlineData("", GoldenPathFile.Empty)]
    [InlineData("[1]", GoldenPathFile.Empty)]
    [InlineData("a: [", "yaml-syntax")]
    public void What_is_no_golden_path_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Single(Read(text).Problems).Code);

    [Fact]
    public async Task A_wrong_version_leaves_the_last_good_one_in_force_and_is_told()
    {
        var text = Head + "rules: { docs-missing: { enabled: false } }";
        var clock = new FakeClock();
        using var source = new GoldenPathHolder(
            new YamlDocumentReader(), "golden-path.yaml", _ => Task.FromResult((Result<string>)text), clock);
        var good = await source.CurrentAsync(Cancel);
        text = "kind: Nonsense";
        clock.Now += TimeSpan.FromMinutes(2);

        Assert.Same(good, await source.CurrentAsync(Cancel));
        Assert.NotEmpty(await source.ProblemsAsync(Cancel));

        text = Head;
        clock.Now += TimeSpan.FromMinutes(2);
        Assert.True((await source.CurrentAsync(Cancel)).Rules["docs-missing"].IsEnabled);
        Assert.Empty(await source.ProblemsAsync(Cancel));
    }

    [Fact]
    public void Rules_that_are_switched_off_do_not_judge_and_those_that_do_not_apply_say_so()
    {
        var off = Read(Head
            + "rules: { docs-missing: { enabled: false }, ci-missing: { appliesTo: metadata.name=other } }").Value!;

        var results = ShapeWorld.Judge(Shapes.Service().Without(".github/workflows/ci.yml"), path: off);

        Assert.DoesNotContain(results, one => one.Rule == "docs-missing");
        Assert.Equal(RuleOutcome.NotApplicable, results.Single(one => one.Rule == "ci-missing").Outcome);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Result<GoldenPath> Read(string text) => GoldenPathFile.Read(new YamlDocumentReader(), text,
        "golden-path.yaml");

    private sealed class FakeClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = ServiceShape.Now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
