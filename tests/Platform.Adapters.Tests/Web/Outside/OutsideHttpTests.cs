using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Adapters.Web.Outside;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.SourceControl;
using Platform.TestKit.Web;

namespace Platform.Adapters.Tests.Web.Outside;

public sealed class OutsideHttpTests : IAsyncLifetime
{
    private OutsideServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await OutsideServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_is_allowed_is_called_with_its_headers_and_its_answer_is_read()
    {
        _server.Answer = (_, http) =>
        {
            http.Response.StatusCode = 201;
            http.Response.Headers["X-Number"] = "7";
            http.Response.Headers.RetryAfter = "3";
            return http.Response.WriteAsync("made");
        };
        using var http = Http();

        var answer = await SendAsync(http, "POST", new Uri(_server.Url, "/things?a=b"), ("X-Secret", "s3cret"), "a body");

        var answered = Assert.IsType<OutsideAnswer.Answered>(answer);
        Assert.Equal(
            (201, "made", "7"),
            (answered.Status, Encoding.UTF8.GetString(answered.Body.Span), answered.Headers["x-number"]));
        Assert.Equal(TimeSpan.FromSeconds(3), answered.RetryAfter);
        var call = Assert.Single(_server.Calls);
        Assert.Equal(
            ("POST", "/things?a=b", "a body", "s3cret"),
            (call.Method, call.PathAndQuery, call.Body, call.Headers["x-secret"]));
        Assert.DoesNotContain("traceparent", call.Headers.Keys);
    }

    [Theory]
    [InlineData("https://other.example/")]
    [InlineData("https://example.com.evil.example/")]
    [InlineData("https://evil-example.com/")]
    public async Task A_host_that_is_not_listed_is_not_called(string url)
    {
        using var http = Http(listed: "example.com,*.example.org", resolve: (_, _) => throw new InvalidOperationException());

        Assert.Equal("http-host-not-allowed", Refusal(await SendAsync(http, "GET", new Uri(url))));
    }

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@example.com/")]
    public async Task Only_https_without_a_user_is_called(string url)
    {
        using var http = Http(listed: "example.com");

        Assert.Equal("http-url-invalid", Refusal(await SendAsync(http, "GET", new Uri(url))));
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    public async Task A_listed_name_that_stands_for_an_address_of_a_private_network_is_not_called(string address)
    {
        using var http = Http(listed: "api.example.com", isDevelopment: false, resolve: Resolves("93.184.216.34", address));

        Assert.Equal("http-host-not-allowed", Refusal(await SendAsync(http, "GET", new Uri("https://api.example.com/"))));
    }

    [Fact]
    public async Task An_administrators_host_may_be_in_a_private_network_but_no_metadata_service()
    {
        using var http = Http(isDevelopment: false, resolve: Resolves("169.254.169.254"));

        var answer = await http.SendAsync(
            Request(OutsideAudience.Administrator, "POST", new Uri("https://actions.example.com/")), Cancel);

        Assert.Equal("http-host-not-allowed", Refusal(answer));
    }

    [Fact]
    public async Task A_name_is_asked_for_once_and_what_was_checked_is_what_is_called()
    {
        var asked = 0;
        using var http = Http(
            listed: $"localhost:{_server.Url.Port}",
            resolve: (_, _) => Task.FromResult(new[] { IPAddress.Parse(++asked == 1 ? "127.0.0.1" : "10.0.0.7") }));

        var answer = await SendAsync(http, "GET", new Uri($"http://localhost:{_server.Url.Port}/"));

        Assert.IsType<OutsideAnswer.Answered>(answer);
        Assert.Equal(1, asked);
        Assert.Single(_server.Calls);
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_is_not_listed_ends_there()
    {
        _server.Answer = Redirect("https://evil.example/steal");
        using var http = Http();

        Assert.Equal("http-host-not-allowed", Refusal(await SendAsync(http, "GET", _server.Url)));
    }

    [Fact]
    public async Task A_question_follows_a_redirect_within_the_listed_hosts_and_a_change_does_not()
    {
        _server.Answer = (call, http) =>
            call.PathAndQuery == "/old" ? Redirect("/new")(call, http) : http.Response.WriteAsync("here");
        using var http = Http();

        var question = Assert.IsType<OutsideAnswer.Answered>(await SendAsync(http, "GET", new Uri(_server.Url, "/old")));
        var change = Assert.IsType<OutsideAnswer.Answered>(await SendAsync(http, "POST", new Uri(_server.Url, "/old")));

        Assert.Equal((200, 302), (question.Status, change.Status));
    }

    [Fact]
    public async Task A_redirect_to_another_host_takes_no_header_with_it()
    {
        await using var other = await OutsideServer.StartAsync();
        _server.Answer = Redirect(other.Url.AbsoluteUri);
        using var http = Http(listed: $"{_server.Url.Authority},{other.Url.Authority}");

        await SendAsync(http, "GET", _server.Url, ("Authorization", "Bearer secret"));

        Assert.DoesNotContain("authorization", Assert.Single(other.Calls).Headers.Keys);
    }

    [Fact]
    public async Task An_endless_chain_of_redirects_ends()
    {
        _server.Answer = Redirect("/");
        using var http = Http();

        var answer = Assert.IsType<OutsideAnswer.Answered>(await SendAsync(http, "GET", _server.Url));

        Assert.Equal(302, answer.Status);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_refused()
    {
        _server.Answer = (_, http) => http.Response.WriteAsync(new string('x', 2000));
        using var http = Http();

        Assert.Equal("http-answer-too-large", Refusal(await SendAsync(http, "GET", _server.Url)));
    }

    [Fact]
    public async Task Who_does_not_listen_surely_heard_nothing()
    {
        var gone = await OutsideServer.StartAsync();
        var url = gone.Url;
        await gone.DisposeAsync();
        using var http = Http(listed: url.Authority);

        Assert.IsType<OutsideAnswer.NotSent>(await SendAsync(http, "POST", url));
    }

    [Fact]
    public async Task A_name_that_nobody_knows_surely_heard_nothing()
    {
        using var http = Http(
            listed: "api.example.com",
            resolve: (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));

        Assert.IsType<OutsideAnswer.NotSent>(await SendAsync(http, "POST", new Uri("https://api.example.com/")));
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_may_have_heard()
    {
        _server.Answer = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        using var http = Http();

        Assert.IsType<OutsideAnswer.Lost>(await SendAsync(http, "POST", _server.Url));
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_may_have_heard()
    {
        var forever = new TaskCompletionSource();
        _server.Answer = (_, http) => forever.Task.WaitAsync(http.RequestAborted);
        using var http = Http();

        var answer = await http.SendAsync(
            Request(OutsideAudience.Template, "POST", _server.Url) with { Timeout = TimeSpan.FromSeconds(1) }, Cancel);

        Assert.IsType<OutsideAnswer.Lost>(answer);
        forever.SetResult();
    }

    [Fact]
    public async Task A_platform_that_may_only_read_asks_and_changes_nothing()
    {
        using var http = Http(writes: new OutsideWrites("it only looks"));

        Assert.Equal("writes-forbidden", Refusal(await SendAsync(http, "POST", _server.Url)));
        Assert.IsType<OutsideAnswer.Answered>(await SendAsync(http, "GET", _server.Url));
    }

    private static Func<OutsideCall, HttpContext, Task> Redirect(string target) => (_, http) =>
    {
        http.Response.Redirect(target);
        return Task.CompletedTask;
    };

    private static Func<string, CancellationToken, Task<IPAddress[]>> Resolves(params string[] addresses) =>
        (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

    private static string Refusal(OutsideAnswer answer) => Assert.IsType<OutsideAnswer.Refused>(answer).Problem.Code;

    private static OutsideRequest Request(OutsideAudience audience, string method, Uri url) =>
        new(audience, method, url, [], null, TimeSpan.FromSeconds(60), 1000);

    [Fact]
    public async Task A_link_is_asked_on_hosts_of_its_own_list_only_and_never_within_a_private_network()
    {
        Assert.True(AllowedUrls.TryParse($"{_server.Url.Authority},inside.example.com", out var links));
        using var http = Http(
            "other.example.com", links: links,
            resolve: (_, _) => Task.FromResult(new[] { IPAddress.Parse("10.1.2.3") }));

        var here = await http.SendAsync(Request(OutsideAudience.Link, "HEAD", _server.Url), Cancel);
        var write = await http.SendAsync(Request(OutsideAudience.Link, "POST", _server.Url), Cancel);
        var other = await http.SendAsync(
            Request(OutsideAudience.Link, "GET", new Uri("https://other.example.com/")), Cancel);
        var inside = await http.SendAsync(
            Request(OutsideAudience.Link, "GET", new Uri("https://inside.example.com/")), Cancel);

        Assert.Equal(200, Assert.IsType<OutsideAnswer.Answered>(here).Status);
        Assert.All(
            new[] { write, other, inside },
            refused => Assert.Equal(OutsideRules.NotAllowed, Assert.IsType<OutsideAnswer.Refused>(refused).Problem.Code));
        Assert.Single(_server.Calls);
    }

    private static Task<OutsideAnswer> SendAsync(
        OutsideHttp http, string method, Uri url, (string Name, string Value)? header = null, string? body = null) =>
        http.SendAsync(
            Request(OutsideAudience.Template, method, url) with
            {
                Headers = header is var (name, value) ? [new(name, value)] : [],
                Body = body is null ? null : Encoding.UTF8.GetBytes(body),
            },
            Cancel);

    private OutsideHttp Http(
        string? listed = null,
        bool isDevelopment = true,
        OutsideWrites? writes = null,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
        AllowedUrls? links = null)
    {
        Assert.True(AllowedUrls.TryParse(listed ?? _server.Url.Authority, out var allowed));
        return new(
            new OutsideRules(allowed, new HashSet<string>(), isDevelopment, links ?? AllowedUrls.None),
            writes ?? OutsideWrites.Allowed, TimeProvider.System, resolve);
    }
}
