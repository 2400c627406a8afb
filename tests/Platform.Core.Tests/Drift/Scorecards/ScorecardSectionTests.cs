using System.Text.Json.Nodes;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Drift.Scorecards;

public sealed class ScorecardSectionTests
{
    private static readonly HashSet<string> Rules = ["a", "b"];

    [Fact]
    public void Levels_with_rules_and_levels_with_thresholds_are_read()
    {
        var checks = new FieldChecks();

        var found = ScorecardSection.Read(
            (JsonArray)JsonNode.Parse(
                """
                [{"id":"path","levels":[{"id":"bronze","rules":["a"]},{"id":"gold","title":"Gold!","rules":["b"]}]},
                 {"id":"points","kinds":["API"],"weights":{"a":2,"b":0.5},"levels":[{"id":"ok","threshold":0.5}]}]
                """)!,
            Rules, checks);

        Assert.Empty(checks.Problems);
        Assert.Equal(["a", "b"], found[0].Rules);
        Assert.Equal(["component"], found[0].Kinds);
        Assert.Equal("Gold!", found[0].Levels[1].Title);
        Assert.Equal(["api"], found[1].Kinds);
        Assert.Equal((2.5, 0.5), (found[1].Weights.Values.Sum(), found[1].Levels[0].Threshold));
    }

    [Theory]
    [InlineData("""[7]""", "scorecards[0]")]
    [InlineData("""[{"levels":[{"id":"a","rules":[]}]}]""", "scorecards[0].id")]
    [InlineData("""[{"id":"A b","levels":[{"id":"a","rules":[]}]}]""", "scorecards[0].id")]
    [InlineData("""[{"id":"x"}]""", "scorecards[0].levels")]
    [InlineData("""[{"id":"x","levels":[]}]""", "scorecards[0].levels")]
    [InlineData("""[{"id":"x","levels":[{"id":"a","rules":["c"]}]}]""", "scorecards[0].levels[0].rules[0]")]
    [InlineData("""[{"id":"x","levels":[{"id":"a","threshold":1}]}]""", "scorecards[0].levels[0].threshold")]
    [InlineData("""[{"id":"x","levels":[{"id":"a","rules":["a"]},{"id":"a","rules":[]}]}]""", "scorecards[0].levels")]
    [InlineData("""[{"id":"x","levels":[{"id":"a","rules":["a"]},{"id":"b","rules":["a"]}]}]""", "scorecards[0].levels")]
    [InlineData("""[{"id":"x","weights":{"c":1},"levels":[{"id":"a","threshold":1}]}]""", "scorecards[0].weights.c")]
    [InlineData("""[{"id":"x","weights":{"a":-1},"levels":[{"id":"a","threshold":1}]}]""", "scorecards[0].weights.a")]
    [InlineData("""[{"id":"x","weights":{"a":1},"levels":[{"id":"a","threshold":2}]}]""", "scorecards[0].levels[0].threshold")]
    [InlineData(
        """[{"id":"x","weights":{"a":1},"levels":[{"id":"a","threshold":0.5},{"id":"b","threshold":0.5}]}]""",
        "scorecards[0].levels")]
    [InlineData("""[{"id":"x","colour":1,"levels":[{"id":"a","rules":["a"]}]}]""", "scorecards[0].colour")]
    [InlineData(
        """[{"id":"x","levels":[{"id":"a","rules":["a"]}]},{"id":"x","levels":[{"id":"a","rules":["a"]}]}]""",
        "scorecards[1].id")]
    public void What_is_wrong_is_named_by_its_field(string section, string field)
    {
        var checks = new FieldChecks();

        ScorecardSection.Read((JsonArray)JsonNode.Parse(section)!, Rules, checks);

        Assert.Contains(field, checks.Problems.Select(problem => problem.Field));
    }
}
