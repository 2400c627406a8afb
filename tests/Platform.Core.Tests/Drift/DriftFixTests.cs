using Platform.Adapters.Yaml;
using Platform.Core.Drift.Fixes;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Drift;

public sealed class DriftFixTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Fixable => ["repository-without-descriptor", "owner-unknown", "owner-empty",
        "ci-workflow-outdated", "monitoring-missing"];

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task What_a_fix_proposes_makes_the_finding_vanish_and_touches_nothing_else(string rule)
    {
        var seeded = DriftMutations.All.First(one => one.Rule == rule).Seed(Shapes.Service(3));

        var edit = Assert.Single((await ProposeAsync(rule, seeded)).Value!.Edits);

        var mended = seeded.With(edit.Path, edit.Text);
        mended = edit.Path == "catalog-info.yaml" ? mended with { Entity = edit.Text } : mended;
        Assert.Equal(RuleOutcome.Passed, ShapeWorld.Judge(mended).Single(one => one.Rule == rule).Outcome);
        if (edit.Before is not null)
        {
            Assert.Equal(seeded.Files[edit.Path], edit.Before);
            var changed = edit.Before.Split('\n').Zip(edit.Text.Split('\n')).Count(pair => pair.First != pair.Second);
            Assert.Equal((1, edit.Before.Split('\n').Length), (changed, edit.Text.Split('\n').Length));
        }
    }

    [Fact]
    public async Task A_renamed_repository_is_called_by_its_new_name_and_similar_names_are_left_alone()
    {
        var shape = Shapes.Service(3) with { FormerName = "old-3" };
        shape = shape.Described("slug: acme/svc-3", "slug: acme/old-3 # kept\n    other: acme/old-33");

        var edit = Assert.Single((await ProposeAsync("entity-repository-renamed", shape)).Value!.Edits);

        Assert.Contains("slug: acme/svc-3 # kept\n    other: acme/old-33", edit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_that_nobody_named_or_knows_is_not_made_up()
    {
        var seeded = DriftMutations.All.First(one => one.Rule == "owner-unknown").Seed(Shapes.Service(3));

        Assert.Equal("fix-value-missing", (await ProposeAsync("owner-unknown", seeded, owner: null)).Problems[0].Code);
        Assert.Equal("fix-value-missing", (await ProposeAsync("owner-unknown", seeded, owner: "ghosts")).Problems[0].Code);
    }

    [Theory]
    [InlineData("owner: team-3", "owner: old # a comment", "owner: group:default/team-4 # a comment")]
    [InlineData("owner: team-3", "owner: \"old\"   ", "owner: group:default/team-4   ")]
    [InlineData("owner: team-3", "owner: 'old'", "owner: group:default/team-4")]
    public async Task Comments_and_layout_stay(string before, string written, string after)
    {
        var shape = Shapes.Service(3).Described(before, written);

        var edit = Assert.Single((await ProposeAsync("owner-unknown", shape)).Value!.Edits);

        Assert.Equal(shape.Entity!.Replace(written, after, StringComparison.Ordinal), edit.Text);
    }

    private static Task<Result<FixProposal>> ProposeAsync(string rule, ServiceShape shape, string? owner = "team-4")
    {
        var world = new ShapeWorld([shape]);
        var kind = DriftRules.All.Single(one => one.Description.Id == rule).Description.Subject;
        var input = world.InputsOf(shape, ShapeWorld.FactsOf(shape)).First(one => one.Subject.Kind == kind);
        var finding = ShapeWorld.Judge(shape).Single(one => one.Rule == rule);
        var values = owner is null ? [] : new Dictionary<string, string> { ["owner"] = owner };
        return DriftFixes.All(new YamlDocumentReader()).Single(one => one.Rule == rule).ProposeAsync(
            new(finding, input, world, ShapeWorld.Path, (path, _) => Task.FromResult(shape.Files.GetValueOrDefault(path)),
                values),
            Cancel);
    }
}
