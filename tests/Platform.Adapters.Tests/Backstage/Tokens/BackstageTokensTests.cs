using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.Backstage.Tokens;
using Platform.Adapters.Web;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.TestKit.Access;

namespace Platform.Adapters.Tests.Backstage.Tokens;

/// <summary>Tokens of a Backstage instance, with real keys from a real server; each test has an instance of its own.</summary>
public sealed partial class BackstageTokensTests : IAsyncLifetime
{
    private const string Jane = "user:default/jane";
    private const string Catalog = "/api/catalog/entities";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpWebTexts _web = new();
    private readonly IssuerKey _scaffolder = new();
    private readonly IssuerKey _stranger = new();
    private BackstageIssuer _issuer = null!;
    private BackstageTokens _tokens = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _issuer = await BackstageIssuer.StartAsync();
        _issuer.Publish("scaffolder", _scaffolder);
        _tokens = Accepting(options => options.BackstagePluginRoles = "registrar,scaffolder");
    }

    public async ValueTask DisposeAsync()
    {
        _tokens.Dispose();
        _web.Dispose();
        await _issuer.DisposeAsync();
        _scaffolder.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task A_user_of_the_instance_is_a_reader()
    {
        var caller = await CallerAsync(_issuer.UserToken("User:Default/Jane", Now));

        Assert.Equal(("backstage:user:default/jane", Jane), (caller.Id, caller.Name));
        Assert.Equal([Role.Reader], caller.Roles);
    }

    [Fact]
    public async Task What_users_may_do_is_a_setting()
    {
        using var tokens = Accepting(options => options.BackstageUserRoles = "Registrar, approver");
        var caller = await tokens.AuthenticateAsync(_issuer.UserToken(Jane, Now), "/api/health", Cancel);

        Assert.Equal([Role.Registrar, Role.Approver], caller!.Value!.Roles);
    }

    [Fact]
    public async Task A_plugin_that_calls_the_catalog_has_the_roles_of_plugins()
    {
        var token = _issuer.PluginToken("scaffolder", "catalog", _scaffolder, Now);
        var caller = await CallerAsync(token);

        Assert.Equal("backstage-plugin:scaffolder", caller.Id);
        Assert.Equal([Role.Registrar, Role.Scaffolder], caller.Roles);
        // It is for the catalog, and for nothing else.
        await RefusedAsync(token, path: "/api/scaffolder/v2/tasks");
        await RefusedAsync(token, path: "/api/access/keys");
        await RefusedAsync(token, path: null);
    }

    [Fact]
    public async Task A_plugin_that_calls_for_a_user_may_do_what_the_user_may()
    {
        var caller = await CallerAsync(Carrying(_issuer.LimitedUserToken(Jane, Now)));

        Assert.Equal("backstage:user:default/jane via scaffolder", caller.Id);
        Assert.Equal([Role.Reader], caller.Roles);
    }

    [Fact]
    public async Task A_plugin_can_not_make_up_a_user()
    {
        await RefusedAsync(Carrying(_issuer.LimitedUserToken(Jane, Now, _scaffolder)));
        await RefusedAsync(Carrying(_issuer.LimitedUserToken(Jane, Now.AddHours(-2))));
        await RefusedAsync(Carrying(_issuer.UserToken(Jane, Now)));
        await RefusedAsync(Carrying("not a token"));
        await RefusedAsync(_issuer.PluginToken("scaffolder", "catalog", _scaffolder, Now, claims => claims["obo"] = 7));
    }

    [Fact]
    public async Task What_only_plugins_may_carry_does_not_count_by_itself() =>
        await RefusedAsync(_issuer.LimitedUserToken(Jane, Now));

    [Fact]
    public async Task Keys_are_read_of_no_plugin_that_the_settings_do_not_name()
    {
        using var key = new IssuerKey();
        _issuer.Publish("mallory", key);
        await RefusedAsync(_issuer.PluginToken("mallory", "catalog", key, Now));
        await RefusedAsync(_issuer.PluginToken("../auth", "catalog", key, Now));

        Assert.Equal(0, _issuer.Asked("mallory"));
    }

    [Fact]
    public async Task A_signature_by_another_key_is_refused()
    {
        await RefusedAsync(_issuer.UserToken(Jane, Now, header: head => head["kid"] = _issuer.Users.Id, key: _stranger));
        await RefusedAsync(_issuer.UserToken(Jane, Now, key: _stranger));
        await RefusedAsync(_issuer.UserToken(Jane, Now, header: head => head.Remove("kid")));
        // A plugin's key is none of the users'.
        await RefusedAsync(_issuer.UserToken(Jane, Now, key: _scaffolder));
        await RefusedAsync(_issuer.PluginToken("scaffolder", "catalog", _issuer.Users, Now));
    }

    [Fact]
    public async Task A_payload_that_was_changed_is_refused()
    {
        var parts = _issuer.UserToken(Jane, Now).Split('.');
        var other = _issuer.UserToken("user:default/root", Now).Split('.');

        await RefusedAsync($"{parts[0]}.{other[1]}.{parts[2]}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("ES384")]
    public async Task The_token_does_not_choose_its_algorithm(string algorithm)
    {
        // With HS256, the public key would be the secret.
        var head = new JsonObject { ["typ"] = "vnd.backstage.user", ["alg"] = algorithm, ["kid"] = _issuer.Users.Id };
        var claims = new JsonObject
        {
            ["sub"] = Jane,
            ["iss"] = $"{_issuer.Url}/api/auth",
            ["aud"] = "backstage",
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddHours(1).ToUnixTimeSeconds(),
        };
        var text = $"{IssuerKey.Part(head)}.{IssuerKey.Part(claims)}";
        var secret = Encoding.UTF8.GetBytes(_issuer.Users.Public().ToJsonString());
        var mac = System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)));

        await RefusedAsync($"{text}.");
        await RefusedAsync($"{text}.{mac}");
        await RefusedAsync(_issuer.UserToken(Jane, Now, header: head => head["alg"] = algorithm));
    }

    [Fact]
    public async Task A_key_that_both_sides_would_have_is_none()
    {
        _issuer.Publish("auth", new JsonObject
        {
            ["kty"] = "oct",
            ["kid"] = "shared",
            ["alg"] = "HS256",
            ["k"] = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA",
        });
        using var tokens = Accepting(options => options.BackstageTokenAlgorithms = "ES256,RS256");

        Assert.Equal(
            CallerAuthentication.Invalid,
            await ProblemAsync(tokens, _issuer.UserToken(Jane, Now, header: head => head["kid"] = "shared")));
    }

    [Fact]
    public async Task A_key_for_encryption_signs_nothing()
    {
        _issuer.Publish("auth", _issuer.Users.Public(use: "enc"));

        await RefusedAsync(_issuer.UserToken(Jane, Now));
    }

    [Fact]
    public async Task Time_issuer_and_audience_count()
    {
        await RefusedAsync(_issuer.UserToken(Jane, Now.AddHours(-1).AddSeconds(-30)));
        await CallerAsync(_issuer.UserToken(Jane, Now.AddHours(-1).AddSeconds(-29)));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims["nbf"] = Now.AddMinutes(1).ToUnixTimeSeconds()));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims.Remove("exp")));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims["iss"] = "https://evil.example/api/auth"));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims.Remove("iss")));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims["aud"] = "grafana"));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims.Remove("aud")));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims["sub"] = "no reference"));
        await RefusedAsync(_issuer.UserToken(Jane, Now, claims => claims.Remove("sub")));
        await RefusedAsync(_issuer.PluginToken("scaffolder", "search", _scaffolder, Now));
        await RefusedAsync(_issuer.PluginToken("scaffolder", "catalog", _scaffolder, Now.AddHours(-2)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("letmein")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.e30.e30")]
    public async Task What_is_no_token_of_Backstage_is_left_to_others(string token) =>
        Assert.Null(await _tokens.AuthenticateAsync(token, Catalog, Cancel));

    [Fact]
    public async Task Without_the_setting_no_token_counts_and_nobody_is_asked()
    {
        using var tokens = Accepting(options => options.BackstageUrl = string.Empty);

        Assert.Null(await tokens.AuthenticateAsync(_issuer.UserToken(Jane, Now), Catalog, Cancel));
        Assert.Equal(0, _issuer.Asked("auth"));
    }

    [Fact]
    public async Task A_token_that_no_server_would_take_is_not_read() => Assert.Null(await _tokens.AuthenticateAsync(
        _issuer.UserToken(Jane, Now, claims => claims["ent"] = new string('x', 32 * 1024)), Catalog, Cancel));

    [Fact]
    public void Wrong_settings_are_told_by_their_names()
    {
        var options = new BackstageTokenOptions
        {
            BackstageUrl = "http://backstage.example.com",
            BackstageKeysUrl = "https://user@backstage.example.com/?x=1",
            BackstageUserRoles = "reader,owner",
            BackstagePluginRoles = "4",
            BackstagePlugins = "catalog,../auth",
            BackstageTokenAlgorithms = "ES256,HS256",
        };

        Assert.Equal(
            [
                "BackstageKeysUrl", "BackstagePluginRoles", "BackstagePlugins", "BackstageTokenAlgorithms", "BackstageUrl",
                "BackstageUserRoles",
            ],
            new BackstageTokenOptionsValidator().Validate(null, options).Failures!
                .Select(failure => failure.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.True(new BackstageTokenOptionsValidator().Validate(null, new()).Succeeded);
    }

    private BackstageTokens Accepting(Action<BackstageTokenOptions>? change = null)
    {
        var options = new BackstageTokenOptions { BackstageUrl = _issuer.Url };
        change?.Invoke(options);
        return new(Options.Create(options), _web, _clock, NullLogger<BackstageTokens>.Instance);
    }

    private string Carrying(string user) =>
        _issuer.PluginToken("scaffolder", "catalog", _scaffolder, Now, claims => claims["obo"] = user);

    private async Task<Caller> CallerAsync(string token)
    {
        var caller = await _tokens.AuthenticateAsync(token, Catalog, Cancel);
        Assert.Empty(caller!.Problems);
        return caller.Value!;
    }

    private async Task RefusedAsync(string token, string? path = Catalog) =>
        Assert.Equal(CallerAuthentication.Invalid, await ProblemAsync(_tokens, token, path));

    private static async Task<Problem?> ProblemAsync(BackstageTokens tokens, string token, string? path = Catalog) =>
        (await tokens.AuthenticateAsync(token, path, Cancel))?.Problems.SingleOrDefault();
}
