using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Portal;

public sealed class PortalSessionTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_becomes_a_cookie_that_no_script_and_no_other_site_gets()
    {
        using var answer = await _host.Client.PostAsync("portal/session", null, Cancel);
        var view = await JsonAsync(answer);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();

        Assert.Equal("bootstrap", (string)view["name"]!);
        Assert.Equal(["admin"], view["roles"]!.AsArray().Select(role => (string)role!));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        using var made = await _host.Client.PostAsync("portal/links", null, Cancel);
        var code = (string)(await JsonAsync(made))["code"]!;

        using var first = await OpenAsync(code);
        using var second = await OpenAsync(code);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.Equal("link-used", (string)(await JsonAsync(second))["code"]!);
    }

    [Fact]
    public async Task Who_was_signed_out_is_nobody()
    {
        using var opened = await _host.Client.PostAsync("portal/session", null, Cancel);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var known = await SendAsync(HttpMethod.Get, cookie);
        using var closed = await SendAsync(HttpMethod.Delete, cookie);
        using var unknown = await SendAsync(HttpMethod.Get, cookie);

        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.NotNull((await JsonAsync(known))["expiresAt"]);
        Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", closed.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal("session-over", (string)(await JsonAsync(unknown))["code"]!);
    }

    [Fact]
    public async Task A_session_makes_no_further_session_and_no_link()
    {
        using var opened = await _host.Client.PostAsync("portal/session", null, Cancel);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var session = await SendAsync(HttpMethod.Post, cookie);
        using var link = await SendAsync(HttpMethod.Post, cookie, "portal/links");

        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, link.StatusCode);
    }

    [Fact]
    public async Task Where_App_Service_authenticates_another_sites_page_changes_nothing()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["WEBSITE_AUTH_ENABLED"] = "True");
        async Task<HttpStatusCode> DeleteAsync(params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, "access/keys/none");
            request.Headers.Add("X-MS-CLIENT-PRINCIPAL", TestKit.Access.ClientPrincipals.Of("ada", ["admin"]));
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            using var answer = await host.Anonymous.SendAsync(request, Cancel);
            return answer.StatusCode;
        }

        // A program without a browser's marks; a page of ours; and pages of others.
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync());
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(("Sec-Fetch-Site", "same-origin"), ("Platform-Portal", "1")));
        Assert.Equal(HttpStatusCode.Forbidden, await DeleteAsync(("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await DeleteAsync(("Sec-Fetch-Site", "same-site"), ("Platform-Portal", "1")));
        Assert.Equal(HttpStatusCode.Forbidden, await DeleteAsync(("Origin", "https://elsewhere.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await DeleteAsync(("Cookie", "AppServiceAuthSession=x")));
        Assert.Contains("content=\"platform\"", await host.Anonymous.GetStringAsync("portal/tasks/x", Cancel));
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;

    private Task<HttpResponseMessage> OpenAsync(string code)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "portal/session");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", code);
        return _host.Anonymous.SendAsync(request, Cancel);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string cookie, string path = "portal/session")
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Platform-Portal", "1");
        return _host.Anonymous.SendAsync(request, Cancel);
    }
}
