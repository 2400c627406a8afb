using Platform.TestKit.Oracles;

namespace Platform.Local.Tests.Supervisor;

public sealed class NodeOraclesTests
{
    private const string Render = """
        import nunjucks from "nunjucks";
        import { readFileSync } from "node:fs";
        process.stdout.write(nunjucks.renderString(readFileSync(0, "utf8"), { name: "orders" }));
        """;

    [Fact]
    public async Task An_oracle_reads_its_input_and_answers_on_standard_output()
    {
        var answer = await NodeOracles.RunAsync(Render, "Hello {{ name }} ❤", TestContext.Current.CancellationToken);

        Assert.Equal("Hello orders ❤", answer);
    }

    [Fact]
    public async Task A_failing_oracle_says_why()
    {
        var run = NodeOracles.RunAsync("throw new Error('no such filter')", "", TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => run);
        Assert.Contains("no such filter", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHubs_description_of_its_API_is_there()
    {
        var path = await NodeOracles.PathOf("@octokit/openapi/generated/api.github.com.json");

        Assert.True(new FileInfo(path).Length > 1_000_000);
    }
}
