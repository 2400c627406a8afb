using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Drift.Reports;

/// <summary>A report in the words that its reader wants.</summary>
public sealed class ReportFormatTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("golden-path.schema.json")]
    [InlineData("drift-report.schema.json")]
    public async Task A_schema_is_told_to_anybody_as_it_is_published(string name) => Assert.Equal(
        await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "schemas", name), Cancel),
        await fixture.Host.Anonymous.GetStringAsync($"schemas/{name}", Cancel));

    [Theory]
    [InlineData(null, "application/json", "\"scope\":\"all\"")]
    [InlineData("text/html", "text/html", "<h1>Drift, ")]
    [InlineData("text/markdown, text/html;q=0.5", "text/markdown", "# Drift, ")]
    [InlineData("text/html;q=0, text/*;q=0.3", "text/markdown", "# Drift, ")]
    [InlineData("*/*", "application/json", "\"scope\":\"all\"")]
    public async Task A_reader_gets_what_it_accepts(string? accept, string type, string part)
    {
        using var answer = await fixture.Host.Client.PreviewAsync(accept);

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_accepts_nothing_that_there_is_is_told_what_there_is_and_Slack_gets_blocks()
    {
        var client = fixture.Host.Client;
        using var refused = await client.PreviewAsync("image/png");
        using var slack = await client.PostAsync("drift/reports/preview?format=slack", null, Cancel);

        Assert.Equal(HttpStatusCode.NotAcceptable, refused.StatusCode);
        Assert.Contains("drift-report-not-acceptable", await refused.Content.ReadAsStringAsync(Cancel));
        var blocks = (await slack.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["blocks"]!.AsArray();
        Assert.Equal("header", (string)blocks[0]!["type"]!);
    }
}
