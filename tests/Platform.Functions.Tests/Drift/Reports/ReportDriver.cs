using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Drift.Reports;

/// <summary>Asks for reports, and looks at where they go.</summary>
internal static class ReportDriver
{
    public const string Issues = "reports";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A golden path whose reports are issues of that repository.</summary>
    public static string GoldenPath(string organization, string more = "") =>
        $"""
        apiVersion: platform.functions/v1alpha1
        kind: GoldenPath
        reports:
          issues: {organization}/{Issues}
          {more}
        """;

    public static async Task<JsonNode> ReportAsync(this HttpClient client, string? scope = null)
    {
        using var answer = await client.PostAsJsonAsync("drift/reports", BodyOf(scope), Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
    }

    public static async Task<HttpResponseMessage> PreviewAsync(this HttpClient client, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "drift/reports/preview");
        request.Content = JsonContent.Create(BodyOf(null));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await client.SendAsync(request, Cancel);
    }

    public static async Task<JsonArray> ListReportsAsync(this HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<JsonNode>($"drift/reports{query}", Cancel))!["items"]!.AsArray();

    /// <summary>All, the latest first.</summary>
    public static async Task<JsonArray> IssuesAsync(this ForgeDriver forge) =>
        (await forge.InAsync(Issues, HttpMethod.Get, "issues?state=all"))!.AsArray();

    private static JsonObject BodyOf(string? scope) => scope is null ? [] : new() { ["scope"] = scope };
}
