using Platform.Core.Access;

namespace Platform.Core.Tests.Access;

public sealed class AuditQueryParserTests
{
    [Fact]
    public void Every_parameter_is_read()
    {
        var query = AuditQueryParser.Parse(Pairs(
            "who=key:1", "what=Catalog", "subject=component:default/a", "outcome=Failed", "from=2030-01-01T00:00:00Z",
            "to=2030-01-02", "limit=7", "cursor=abc")).Value;

        Assert.Equal(
            new AuditQuery(
                "key:1", "Catalog", "component:default/a", AuditOutcome.Failed, new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
                new(2030, 1, 2, 0, 0, 0, TimeSpan.Zero), 7, "abc"),
            query);
    }

    [Fact]
    public void Nothing_asks_for_everything() => Assert.Equal(new AuditQuery(), AuditQueryParser.Parse([]).Value);

    [Fact]
    public void Everything_wrong_is_said_at_once_with_name_value_and_expectation()
    {
        var problems = AuditQueryParser.Parse(Pairs(
            "whom=x", "outcome=maybe", "from=yesterday", "to=never", "limit=501", "who=a", "who=b")).Problems;

        Assert.Equal(
            ["whom", "who", "outcome", "from", "to", "limit"], problems.Select(problem => problem.Field));
        Assert.All(problems, problem => Assert.NotNull(problem.Expected));
        Assert.Equal("maybe", (string)problems.Single(problem => problem.Field == "outcome").Value!);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(params string[] pairs) =>
        pairs.Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]));
}
