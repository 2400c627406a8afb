using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Platform.Conformance.Target;

namespace Platform.Conformance.Portal;

[Covers(
    "PortalTask", "PortalAsset", "PortalSessionOpen", "PortalSessionGet", "PortalSessionClose", "PortalLinkCreate")]
public sealed partial class PortalTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_and_its_files_are_there()
    {
        using var answer = await platform.Anonymous.GetAsync("portal/tasks/any", Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        var script = Script().Match(page).Groups[1].Value;
        using var asset = await platform.Anonymous.GetAsync($"portal/assets/{script}", Cancel);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("text/javascript", asset.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), asset.Headers.CacheControl?.MaxAge);
    }

    [Fact]
    public async Task A_link_opens_a_session_that_lasts_until_it_is_closed()
    {
        using var made = await platform.Client.PostAsync("portal/links", null, Cancel);
        var code = (string)(await made.JsonAsync(HttpStatusCode.Created))["code"]!;
        using var opening = new HttpRequestMessage(HttpMethod.Post, "portal/session");
        opening.Headers.Authorization = new AuthenticationHeaderValue("Bearer", code);
        using var opened = await platform.Anonymous.SendAsync(opening, Cancel);
        await opened.JsonAsync();
        var cookie = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var known = await SendAsync(HttpMethod.Get, cookie);
        using var closed = await SendAsync(HttpMethod.Delete, cookie);
        using var unknown = await SendAsync(HttpMethod.Get, cookie);

        Assert.NotNull((await known.JsonAsync())["name"]);
        Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        await unknown.ProblemAsync(HttpStatusCode.Unauthorized, "session-over");
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string cookie)
    {
        var request = new HttpRequestMessage(method, "portal/session");
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Platform-Portal", "1");
        return platform.Anonymous.SendAsync(request, Cancel);
    }

    [GeneratedRegex(@"assets/([^""]+\.js)")]
    private static partial Regex Script();
}
