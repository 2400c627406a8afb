using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Access;

/// <summary>
/// Every route by every kind of browser: a session may what its key may, from our own pages only, and no session that is over
/// may anything. There is no table: what is right follows from what the key itself is answered.
/// </summary>
public sealed class BrowserSessionMatrixTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private static readonly IReadOnlyList<(AccessRuleAttribute Rule, HttpTriggerAttribute Trigger)> Routes =
    [
        .. typeof(PlatformApp).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => (
                Method: method,
                Trigger: method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                    .FirstOrDefault(trigger => trigger is not null)))
            .Where(function => function.Trigger is not null)
            .Select(function => (AccessRules.RuleOf(function.Method)!, function.Trigger!)),
    ];

    private readonly PlatformHost _host = fixture.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Scaffolder)]
    [InlineData(Role.Admin)]
    public async Task A_session_from_a_page_of_ours_may_what_its_key_may(Role role)
    {
        var (key, cookie) = await SignInAsync(role);
        foreach (var (_, trigger) in Routes.Where(IsByRole).Where(route => !EndsSession(route.Trigger)))
        {
            var asKey = await SendAsync(trigger, request => request.Headers.Authorization = Bearer(key));
            var asSession = await SendAsync(trigger, request => Dress(request, cookie, header: true, site: "same-origin"));

            Assert.True(Kind(asKey) == Kind(asSession), $"{trigger.Route}: key {asKey}, session {asSession}");
        }
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, "same-origin")]
    [InlineData(true, "same-site")]
    [InlineData(true, "cross-site")]
    [InlineData(true, "none")]
    public async Task A_session_changes_nothing_for_another_sites_page(bool header, string? site)
    {
        var (_, cookie) = await SignInAsync(Role.Admin);
        foreach (var (_, trigger) in Routes.Where(IsByRole).Where(route => route.Trigger.Methods![0] != "get"))
        {
            var status = await SendAsync(trigger, request => Dress(request, cookie, header, site));

            Assert.True(status == HttpStatusCode.Forbidden, $"{trigger.Route}: {status}");
        }
    }

    [Fact]
    public async Task A_session_opens_no_route_that_asks_for_something_else()
    {
        var (_, cookie) = await SignInAsync(Role.Admin);
        foreach (var (_, trigger) in Routes.Where(route => route.Rule is WebhookSignedAttribute or OpensSessionAttribute))
        {
            var status = await SendAsync(trigger, request => Dress(request, cookie, header: true, site: "same-origin"));

            Assert.True(IsRefusal(status), $"{trigger.Route}: {status}");
        }
    }

    [Fact]
    public async Task A_session_that_is_over_or_made_up_opens_no_route()
    {
        var (key, revoked) = await SignInAsync(Role.Admin);
        await _host.Services.GetRequiredService<IApiKeyStore>().RevokeAsync(key.Id, DateTimeOffset.UtcNow, Cancel);
        var (_, closed) = await SignInAsync(Role.Admin);
        await CloseAsync(closed);
        string[] cookies = [revoked, closed, CookieOf(SessionToken.Generate(SessionKind.Browser)), CookieOf(null)];
        foreach (var (_, trigger) in Routes.Where(route => !IsOpen(route)))
        {
            foreach (var cookie in cookies)
            {
                var status = await SendAsync(trigger, request => Dress(request, cookie, header: true, site: "same-origin"));

                Assert.True(IsRefusal(status), $"{trigger.Route}: {status}");
            }
        }
    }

    [Fact]
    public async Task A_token_of_a_session_or_of_a_link_is_no_key()
    {
        var sessions = _host.Services.GetRequiredService<BrowserSessions>();
        var (key, cookie) = await SignInAsync(Role.Admin);
        var (link, _) = await sessions.OpenAsync(key.Id, SessionKind.Link, Cancel);
        string[] tokens = [cookie.Split('=')[1], link.Reveal()];
        foreach (var (_, trigger) in Routes.Where(IsByRole))
        {
            foreach (var token in tokens)
            {
                var status = await SendAsync(trigger, request => request.Headers.Authorization = new("Bearer", token));

                Assert.True(status == HttpStatusCode.Unauthorized, $"{trigger.Route}: {status}");
            }
        }
    }

    private static bool IsByRole((AccessRuleAttribute Rule, HttpTriggerAttribute Trigger) route) =>
        route.Rule is RequiresRoleAttribute;

    private static bool IsOpen((AccessRuleAttribute Rule, HttpTriggerAttribute Trigger) route) =>
        route.Rule is AllowAnonymousAccessAttribute;

    private static bool EndsSession(HttpTriggerAttribute trigger) =>
        trigger is { Route: "portal/session", Methods: ["delete"] };

    /// <summary>A sender whose secret is not configured is forbidden before anything else is looked at.</summary>
    private static bool IsRefusal(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    private static string Kind(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError
            ? $"{(int)status}"
            : "in";

    private static AuthenticationHeaderValue Bearer(ApiKey key) => new("Bearer", key.Reveal());

    private static void Dress(HttpRequestMessage request, string cookie, bool header, string? site)
    {
        request.Headers.Add("Cookie", cookie);
        if (header)
        {
            request.Headers.Add(OwnPages.Header, "1");
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }
    }

    private string CookieOf(SessionToken? token) =>
        $"platform-session-{_host.ApiAddress.Port}={token?.Reveal() ?? "pfs_"}";

    private async Task CloseAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "portal/session");
        Dress(request, cookie, header: true, site: "same-origin");
        using var answer = await _host.Anonymous.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private async Task<(ApiKey Key, string Cookie)> SignInAsync(Role role)
    {
        var key = ApiKey.Generate();
        var record = new ApiKeyRecord(key.Id, "browser", [role], key.SecretHash, DateTimeOffset.UtcNow, "test");
        await _host.Services.GetRequiredService<IApiKeyStore>().AddAsync(record, Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, "portal/session");
        request.Headers.Authorization = Bearer(key);
        using var answer = await _host.Anonymous.SendAsync(request, Cancel);
        Assert.Equal($"key:{key.Id}", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["id"]!);
        return (key, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private async Task<HttpStatusCode> SendAsync(HttpTriggerAttribute trigger, Action<HttpRequestMessage> dress)
    {
        var path = string.Join('/', trigger.Route!.Split('/').Select(part => part.StartsWith('{') ? "x" : part));
        using var request = new HttpRequestMessage(HttpMethod.Parse(trigger.Methods![0]), path);
        request.Content = request.Method == HttpMethod.Get ? null : new StringContent($$"""{"attempt":"{{Guid.NewGuid()}}"}""");
        dress(request);
        using var answer = await _host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return answer.StatusCode;
    }
}
