using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Conformance.Target;

/// <summary>What the platform promises about the form of its answers.</summary>
internal static class Answers
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await TextAsync(answer, status);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("utf-8", answer.Content.Headers.ContentType?.CharSet);
        return JsonNode.Parse(text)!;
    }

    /// <summary>A refusal by problem+json, with the code among its errors if one is given; gives the document.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string? code = null)
    {
        var body = JsonNode.Parse(await TextAsync(answer, status))!;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, (int)body["status"]!);
        Assert.NotEmpty((string)body["title"]!);
        Assert.NotEmpty((string)body["detail"]!);
        Assert.Equal($"urn:platform:problem:{(string)body["code"]!}", (string)body["type"]!);
        Names(body["errors"], code ?? (string)body["code"]!);
        Assert.NotEmpty((string)body["traceId"]!);
        return body;
    }

    /// <summary>A refusal in the form that Backstage's clients read.</summary>
    public static async Task<JsonNode> BackstageErrorAsync(
        this HttpResponseMessage answer, HttpStatusCode status, string name, string code)
    {
        var body = JsonNode.Parse(await TextAsync(answer, status))!;
        var request = answer.RequestMessage!;
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(name, (string)body["error"]!["name"]!);
        Assert.NotEmpty((string)body["error"]!["message"]!);
        Assert.Equal((int)status, (int)body["response"]!["statusCode"]!);
        Assert.Equal(request.Method.Method, (string)body["request"]!["method"]!);
        Assert.Equal(request.RequestUri!.PathAndQuery, (string)body["request"]!["url"]!);
        Names(body["error"]!["errors"], code);
        return body;
    }

    private static void Names(JsonNode? errors, string code)
    {
        Assert.Contains(errors!.AsArray(), error => (string)error!["code"]! == code);
        Assert.All(errors.AsArray(), error => Assert.NotEmpty((string)error!["message"]!));
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var asked = $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}";
        Assert.True(answer.StatusCode == status, $"{asked}: {(int)answer.StatusCode}, expected {(int)status}: {text}");
        return text;
    }
}
