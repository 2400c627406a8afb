using System.Net;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

[Covers("ScaffolderListActions")]
public sealed class ActionListTests(PlatformUnderTest platform)
{
    [Fact]
    public async Task Actions_are_listed_as_Backstage_lists_them_in_the_order_of_their_ids()
    {
        using var answer = await platform.Client.GetAsync(
            "scaffolder/v2/actions", TestContext.Current.CancellationToken);

        var actions = (await answer.JsonAsync(HttpStatusCode.OK)).AsArray();
        var ids = actions.Select(action => (string)action!["id"]!).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Contains("fetch:template", ids);
        Assert.All(actions, action =>
        {
            Assert.NotEmpty((string)action!["description"]!);
            Assert.True((int)action["version"]! >= 1);
            Assert.NotNull(action["schema"]!["input"]!["type"]);
            Assert.NotNull(action["schema"]!["output"]!["type"]);
            Assert.All(action["examples"]!.AsArray(), example => Assert.NotEmpty((string)example!["example"]!));
        });
    }
}
