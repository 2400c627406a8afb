using Platform.Core.Drift.Enforcement;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Tests.Drift.Enforcement;

public sealed class GoldenPathCheckTests
{
    private static readonly DriftSubject Orders = DriftSubject.Of(7, RepositoryName.Create("acme", "orders"));
    private static readonly RuleEvidence InClear = new("A secret stands in clear.", "k8s/secret.yaml:4");
    private static readonly EnforcementSettings Strict = new(IsEnabled: true, RuleSeverity.Error, []);

    [Fact]
    public void A_change_that_brings_nothing_new_passes_and_what_was_there_is_told()
    {
        var there = Failed("secret-plain", RuleSeverity.Error, InClear);
        var moved = there with { Evidence = [new("A secret stands in clear.", "k8s/secret.yaml:9")] };

        var report = Check([moved], [there]);

        Assert.Equal(CheckConclusion.Success, report.Conclusion);
        Assert.Equal("Nothing new keeps this from being merged; 1 finding besides", report.Title);
        Assert.Contains("was there before: A secret stands in clear. (`k8s/secret.yaml:9`)", report.Summary);
        var note = Assert.Single(report.Annotations);
        Assert.Equal(("k8s/secret.yaml", 9, CheckLevel.Warning), (note.Path, note.Line, note.Level));
    }

    [Fact]
    public void What_a_change_brings_fails_it_from_the_wanted_severity_on()
    {
        var secret = Failed("secret-plain", RuleSeverity.Error, InClear);
        var docs = Failed("docs-missing", RuleSeverity.Warning, new RuleEvidence("There are no docs."));

        var strict = Check([secret, docs], []);
        var lenient = Check([docs], []);

        Assert.Equal((CheckConclusion.Failure, CheckConclusion.Success), (strict.Conclusion, lenient.Conclusion));
        Assert.Equal("This change brings 1 finding; 1 more besides", strict.Title);
        Assert.Equal(CheckLevel.Failure, Assert.Single(strict.Annotations).Level);
        Assert.Equal(
            CheckConclusion.Failure,
            Check([docs], [], Strict with { FailOn = RuleSeverity.Warning }).Conclusion);
        Assert.Equal(CheckConclusion.Success, Check([secret], [], Strict with { Rules = ["docs-missing"] }).Conclusion);
    }

    [Fact]
    public void Only_places_in_files_are_annotated()
    {
        var report = Check(
            [
                Failed(
                    "link-dead", RuleSeverity.Error, new RuleEvidence("It answers 404.", "https://example.com/a:80"),
                    new RuleEvidence("Odd.", "spec.owner"), new RuleEvidence("No line.", "docs/index.md")),
            ], []);

        Assert.Equal(("docs/index.md", 1), Assert.Single(report.Annotations) is var one ? (one.Path, one.Line) : default);
    }

    [Fact]
    public void What_repositories_say_is_no_markup_and_calls_nobody()
    {
        var evil = new RuleEvidence("<img> @acme/all [a](http://b)\n# big", "a`b.md:1");

        var report = Check([Failed("x", RuleSeverity.Error, evil)], []);

        Assert.Contains("&lt;img> @\u200bacme/all \\[a](http://b) # big (`a'b.md:1`)", report.Summary);
    }

    [Fact]
    public void What_could_not_be_judged_is_said_and_does_not_fail()
    {
        var unknown = Failed("ci-failing", RuleSeverity.Error) with { Outcome = RuleOutcome.Unknown };

        var report = Check([unknown], []);

        Assert.Equal(CheckConclusion.Success, report.Conclusion);
        Assert.Contains("1 rule could not be judged here.", report.Summary);
    }

    private static CheckReport Check(
        IReadOnlyList<RuleResult> head, IReadOnlyList<RuleResult> before, EnforcementSettings? settings = null) =>
        GoldenPathCheck.Of("sha", "1", head, before, settings ?? Strict, _ => null);

    private static RuleResult Failed(string rule, RuleSeverity severity, params RuleEvidence[] evidence) =>
        new(rule, severity, Orders, RuleOutcome.Failed, evidence, []);
}
