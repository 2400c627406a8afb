using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Access;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Access;

/// <summary>What callers may do for whom a Backstage instance vouches, over HTTP.</summary>
public sealed class BackstageCallerTests : IAsyncLifetime
{
    private readonly IssuerKey _scaffolder = new();
    private readonly IssuerKey _stranger = new();
    private BackstageIssuer _issuer = null!;
    private PlatformHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string User => _issuer.UserToken("user:default/jane", Now);

    public async ValueTask InitializeAsync()
    {
        _issuer = await BackstageIssuer.StartAsync();
        _issuer.Publish("scaffolder", _scaffolder);
        _host = await PlatformHost.StartAsync(settings =>
        {
            settings["BackstageUrl"] = $"{_issuer.Url}/";
            settings["BackstagePluginRoles"] = "registrar";
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
        _scaffolder.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task A_user_reads_and_changes_nothing()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "catalog/entities", User)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "scaffolder/v2/templates", User)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Post, "catalog/locations", User)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Get, "access/keys", User)).StatusCode);
    }

    [Fact]
    public async Task A_plugin_does_what_its_roles_allow_and_the_log_names_it()
    {
        var token = _issuer.PluginToken("scaffolder", "catalog", _scaffolder, Now);

        using var answer = await SendAsync(HttpMethod.Post, "catalog/locations", token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var entries = await _host.Client.GetFromJsonAsync<JsonNode>("audit?what=CatalogLocationsRegister%20", Cancel);
        Assert.Equal("backstage-plugin:scaffolder", (string)entries!["items"]![0]!["who"]!);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "scaffolder/v2/templates", token)).StatusCode);
    }

    [Fact]
    public async Task Who_is_not_vouched_for_is_refused_in_Backstages_form()
    {
        using var answer = await SendAsync(
            HttpMethod.Get, "catalog/entities", _issuer.UserToken("user:default/jane", Now, key: _stranger));
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!;

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(("AuthenticationError", "credentials-invalid"), ((string)error["name"]!, (string)error["code"]!));
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task While_nobody_can_tell_the_caller_is_asked_to_come_again()
    {
        _issuer.Status = 500;
        using var answer = await SendAsync(HttpMethod.Get, "catalog/entities", User);
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["error"]!;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("credentials-unverifiable", (string)error["code"]!);
        Assert.NotNull(answer.Headers.RetryAfter);
        // Our own keys don't depend on anybody.
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync("catalog/entities", Cancel)).StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = method == HttpMethod.Get ? null : new StringContent("{}");
        return await _host.Anonymous.SendAsync(request, Cancel);
    }
}
