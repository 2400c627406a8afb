using System.Globalization;
using System.Net;
using System.Text.Json;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

/// <summary>Answers that are late, cut or not GitHub's own: what the client sees, and whether anything happened.</summary>
public sealed class FaultyAnswerTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("secondary-limit", 403, "7")]
    [InlineData("secondary-limit", 429, "7")]
    [InlineData("secondary-limit", 403, null)]
    [InlineData("too-many-requests", 429, "0")]
    [InlineData("too-many-requests", 429, null)]
    [InlineData("rate-limited", 403, null)]
    [InlineData("rate-limited", 429, null)]
    public async Task A_limit_comes_with_the_headers_that_GitHub_sends(string fault, int status, string? retryAfter)
    {
        var repository = await forge.NewRepositoryAsync();
        var seconds = retryAfter is null ? (int?)null : int.Parse(retryAfter, CultureInfo.InvariantCulture);
        await OrderAsync(repository, new { fault, status, retryAfterSeconds = seconds });

        var refused = await TagAsync(repository, "a");

        Assert.Equal(status, refused.Status);
        Assert.Equal(retryAfter, refused.Headers.TryGetValues("Retry-After", out var hint) ? hint.Single() : null);
        Assert.Equal(fault == "rate-limited", refused.Headers.GetValues("X-RateLimit-Remaining").Single() == "0");
        string[] headers = ["X-RateLimit-Limit", "X-RateLimit-Used", "X-RateLimit-Reset", "X-RateLimit-Resource"];
        Assert.All(headers, name => Assert.True(refused.Headers.Contains(name), name));
        Assert.Empty(await TopicsAsync(repository));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_proxys_error_is_a_page_and_nothing_happened(int status)
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault = "error-page", status });

        using var answer = await PutTopicAsync(repository, "a");

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Unicorn", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(await TopicsAsync(repository));
    }

    [Fact]
    public async Task A_server_can_fail_although_everything_happened()
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault = "server-error-after", status = 502 });

        Assert.Equal(502, (await TagAsync(repository, "a")).Status);

        Assert.Equal(["a"], await TopicsAsync(repository));
    }

    [Fact]
    public async Task A_body_can_break_in_its_middle_under_its_full_length()
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault = "half-body" });

        using var answer = await PutTopicAsync(repository, "half");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"names":["half"]}""".Length, answer.Content.Headers.ContentLength);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["half"], await TopicsAsync(repository));
    }

    [Fact]
    public async Task A_body_can_end_in_its_middle_as_if_that_were_its_end()
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault = "truncated-body" });

        using var answer = await PutTopicAsync(repository, "half");

        Assert.Equal("""{"names":""", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["half"], await TopicsAsync(repository));
    }

    [Theory]
    [InlineData("slow-headers")]
    [InlineData("slow-body")]
    public async Task A_slow_answer_arrives_whole_for_whoever_waits(string fault)
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault, delayMilliseconds = 300 });
        var start = TimeProvider.System.GetTimestamp();

        using var answer = await PutTopicAsync(repository, "slow");
        var atHeaders = TimeProvider.System.GetElapsedTime(start);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("""{"names":["slow"]}""", body);
        Assert.True(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds >= 290);
        Assert.True(fault == "slow-body" || atHeaders.TotalMilliseconds >= 290);
    }

    [Fact]
    public async Task An_answer_can_outlast_its_clients_patience_with_everything_done()
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault = "slow-headers", delayMilliseconds = 600_000 });
        using var patience = new CancellationTokenSource();

        var answer = PutTopicAsync(repository, "slow", patience.Token);
        await Eventually.HoldsAsync(async () => await TopicsAsync(repository) is ["slow"], Cancellation);

        Assert.False(answer.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_body_can_outlast_its_clients_patience_with_everything_done()
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault = "slow-body", delayMilliseconds = 600_000 });
        using var patience = new CancellationTokenSource();

        using var answer = await PutTopicAsync(repository, "slow");
        var body = answer.Content.ReadAsStringAsync(patience.Token);

        Assert.Equal(["slow"], await TopicsAsync(repository));
        Assert.False(body.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => body);
    }

    [Theory]
    [InlineData("/git/trees", "base_tree is not a valid tree oid")]
    [InlineData("/git/commits", "Tree SHA does not exist")]
    [InlineData("/git/refs", "Object does not exist")]
    public async Task An_object_that_was_just_made_can_be_unknown_to_the_next_call(string route, string message)
    {
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, new { fault = "object-missing" }, method: null, route);

        var refused = await forge.SendAsync("POST", repository + route, new { });

        Assert.Equal((422, message), (refused.Status, $"{refused.Body!["message"]}"));
    }

    private async Task OrderAsync(string repository, object rule, string? method = "PUT", string route = "/topics")
    {
        var fields = JsonSerializer.SerializeToNode(rule)!.AsObject();
        fields["org"] = repository.Split('/')[1];
        fields["method"] = method;
        fields["routePattern"] = "/repos/{owner}/{repo}" + route;
        await forge.MustAsync("POST", "_forge/faults", fields);
    }

    private Task<ForgeAnswer> TagAsync(string repository, string topic) =>
        forge.SendAsync("PUT", $"{repository}/topics", new { names = new[] { topic } });

    private Task<HttpResponseMessage> PutTopicAsync(string repository, string topic, CancellationToken? cancellation = null) =>
        forge.Api.SendAsync(
            new HttpRequestMessage(HttpMethod.Put, $"{repository}/topics")
            {
                Content = new StringContent($$"""{"names":["{{topic}}"]}"""),
            },
            HttpCompletionOption.ResponseHeadersRead,
            cancellation ?? Cancellation);

    private async Task<IReadOnlyList<string>> TopicsAsync(string repository) =>
        [.. (await forge.MustAsync("GET", $"{repository}/topics"))["names"]!.AsArray().Select(name => $"{name}")];
}
