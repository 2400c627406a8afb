using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Platform.TestKit.Access;

/// <summary>A key pair as Backstage makes them, and what it signs.</summary>
public sealed class IssuerKey : IDisposable
{
    private readonly ECDsa _pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public JsonObject Public(string use = "sig")
    {
        var point = _pair.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["kid"] = Id,
            ["use"] = use,
            ["alg"] = "ES256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    /// <summary>A token with this header and payload, whatever they say, and this key's signature.</summary>
    public string Sign(JsonObject header, JsonObject payload)
    {
        var text = $"{Part(header)}.{Part(payload)}";
        var signature = _pair.SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => _pair.Dispose();

    public static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}

/// <summary>
/// A real web server in the place of a Backstage backend: it publishes keys where Backstage does, and signs what Backstage signs.
/// </summary>
public sealed class BackstageIssuer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<string>> _published = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private BackstageIssuer(WebApplication app)
    {
        _app = app;
        Publish("auth", Users);
    }

    public string Url => _app.Urls.First();

    /// <value>Signs for users.</value>
    public IssuerKey Users { get; } = new();

    /// <value>Any other answer than 200 is given to everybody.</value>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public static async Task<BackstageIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new BackstageIssuer(app);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>How often a plugin's keys were asked for; <c>auth</c> for the users' ones.</summary>
    public int Asked(string plugin) => _asked.GetValueOrDefault(PathOf(plugin));

    /// <summary>From now on these are a plugin's keys, and no others.</summary>
    public void Publish(string plugin, params IssuerKey[] keys) => Publish(plugin, [.. keys.Select(key => key.Public())]);

    public void Publish(string plugin, params JsonObject[] keys)
    {
        var text = new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();
        _published[PathOf(plugin)] = () => text;
    }

    public void PublishText(string plugin, string text) => _published[PathOf(plugin)] = () => text;

    /// <summary>As a user has it after signing in.</summary>
    public string UserToken(
        string user,
        DateTimeOffset now,
        Action<JsonObject>? payload = null,
        Action<JsonObject>? header = null,
        IssuerKey? key = null)
    {
        var claims = Claims(user, now, "backstage");
        claims["iss"] = $"{Url}/api/auth";
        claims["ent"] = new JsonArray(user);
        return Signed("vnd.backstage.user", claims, key ?? Users, payload, header);
    }

    /// <summary>As one plugin calls another.</summary>
    public string PluginToken(
        string plugin, string audience, IssuerKey key, DateTimeOffset now, Action<JsonObject>? payload = null) =>
        Signed("vnd.backstage.plugin", Claims(plugin, now, audience), key, payload, header: null);

    /// <summary>What a plugin carries for a user.</summary>
    public string LimitedUserToken(string user, DateTimeOffset now, IssuerKey? key = null) =>
        Signed("vnd.backstage.limited-user", Claims(user, now, audience: null), key ?? Users, payload: null, header: null);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Users.Dispose();
    }

    private static JsonObject Claims(string subject, DateTimeOffset now, string? audience)
    {
        var claims = new JsonObject
        {
            ["sub"] = subject,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        if (audience is not null)
        {
            claims["aud"] = audience;
        }

        return claims;
    }

    private static string Signed(
        string type, JsonObject claims, IssuerKey key, Action<JsonObject>? payload, Action<JsonObject>? header)
    {
        var head = new JsonObject { ["typ"] = type, ["alg"] = "ES256", ["kid"] = key.Id };
        payload?.Invoke(claims);
        header?.Invoke(head);
        return key.Sign(head, claims);
    }

    private static string PathOf(string plugin) =>
        plugin == "auth" ? "/api/auth/.well-known/jwks.json" : $"/api/{plugin}/.backstage/auth/v1/jwks.json";

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _asked.AddOrUpdate(path, 1, (_, count) => count + 1);
        context.Response.StatusCode = _published.TryGetValue(path, out var text) ? Status : StatusCodes.Status404NotFound;
        if (Status is >= 300 and < 400)
        {
            context.Response.Headers.Location = $"{Url}/elsewhere";
        }

        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            await context.Response.WriteAsync(text!());
        }
    }
}
