using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;

namespace Platform.Adapters.Backstage.Tokens;

/// <summary>
/// Accepts the tokens of one Backstage instance: those of its users, and those with which its plugins call each other, for
/// themselves or for a user. What a token says of its own signature is never followed: the algorithms, the issuer and the
/// addresses of the keys come from the settings alone.
/// </summary>
public sealed class BackstageTokens : IForeignTokens, IDisposable
{
    private const string UserType = "vnd.backstage.user";
    private const string LimitedUserType = "vnd.backstage.limited-user";
    private const string PluginType = "vnd.backstage.plugin";
    private const string UserAudience = "backstage";
    private const string OnBehalfOf = "obo";

    /// <summary>Those of people in a thousand groups are long, but a server takes no longer headers anyway.</summary>
    private const int LongestToken = 32 * 1024;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LongestToken };
    private readonly BackstageTokenOptions _options;
    private readonly TimeProvider _clock;
    private readonly PublishedKeys? _users;
    private readonly FrozenDictionary<string, PublishedKeys> _plugins;

    public BackstageTokens(
        IOptions<BackstageTokenOptions> options, IWebTexts web, TimeProvider clock, ILogger<BackstageTokens> logger)
    {
        (_options, _clock) = (options.Value, clock);
        _users = _options.IsConfigured ? new(_options.UserKeys, web, clock, logger) : null;
        _plugins = (_options.IsConfigured ? _options.Plugins : []).Distinct().ToFrozenDictionary(
            plugin => plugin, plugin => new PublishedKeys(_options.KeysOf(plugin), web, clock, logger), StringComparer.Ordinal);
    }

    public async ValueTask<Result<Caller>?> AuthenticateAsync(
        string token, string? path, CancellationToken cancellationToken)
    {
        if (_users is null || token.Length > LongestToken || !_handler.CanReadToken(token))
        {
            return null;
        }

        return Read(token) switch
        {
            { Typ: UserType } read => await UserAsync(read, cancellationToken),
            { Typ: PluginType } read => await PluginAsync(read, BackstageRoutes.PluginOf(path), cancellationToken),
            // Only fit to be carried by a plugin.
            { Typ: LimitedUserType } => CallerAuthentication.Invalid,
            _ => null,
        };
    }

    public void Dispose()
    {
        _users?.Dispose();
        foreach (var keys in _plugins.Values)
        {
            keys.Dispose();
        }
    }

    private async Task<Result<Caller>> UserAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        var wanted = Wanted(UserType);
        (wanted.ValidateIssuer, wanted.ValidIssuer) = (true, _options.Issuer);
        (wanted.ValidateAudience, wanted.ValidAudience) = (true, UserAudience);
        return await VerifyAsync(token, _users!, wanted, cancellationToken) is { } refused
            ? refused : UserOf(token, via: null);
    }

    private async Task<Result<Caller>> PluginAsync(
        JsonWebToken token, string? plugin, CancellationToken cancellationToken)
    {
        if (plugin is null || !_plugins.TryGetValue(token.Subject ?? string.Empty, out var keys))
        {
            return CallerAuthentication.Invalid;
        }

        var wanted = Wanted(PluginType);
        (wanted.ValidateAudience, wanted.ValidAudience) = (true, plugin);
        if (await VerifyAsync(token, keys, wanted, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (!token.TryGetPayloadValue<string>(OnBehalfOf, out var carried))
        {
            return new Caller($"backstage-plugin:{token.Subject}", token.Subject!, _options.PluginRoles);
        }

        if (Read(carried) is not { } user)
        {
            return CallerAuthentication.Invalid;
        }

        // What a plugin carries for a user has no issuer and is for nobody in particular; the user's issuer has signed it.
        return await VerifyAsync(user, _users!, Wanted(LimitedUserType), cancellationToken) is { } not
            ? not : UserOf(user, via: token.Subject);
    }

    private Result<Caller> UserOf(JsonWebToken token, string? via) => EntityRef.TryParse(token.Subject, out var user)
        ? new Caller(
            via is null ? $"backstage:{user.Canonical}" : $"backstage:{user.Canonical} via {via}", user.Canonical,
            _options.UserRoles)
        : CallerAuthentication.Invalid;

    /// <returns>Null when the token is good.</returns>
    private async Task<Problem?> VerifyAsync(
        JsonWebToken token, PublishedKeys keys, TokenValidationParameters wanted, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token.Kid) || !_options.Algorithms.Contains(token.Alg))
        {
            return CallerAuthentication.Invalid;
        }

        var look = await keys.FindAsync(token.Kid, cancellationToken);
        if (look.Key is not { } key)
        {
            return look.IsUnknown ? CallerAuthentication.Invalid : CallerAuthentication.Unverifiable;
        }

        wanted.IssuerSigningKey = key;
        var verified = await _handler.ValidateTokenAsync(token, wanted);
        return verified.IsValid ? null : CallerAuthentication.Invalid;
    }

    private TokenValidationParameters Wanted(string type) => new()
    {
        ValidAlgorithms = _options.Algorithms,
        ValidTypes = [type],
        ValidateIssuer = false,
        ValidateAudience = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = (notBefore, expires, _, _) => expires is { } end && _clock.GetUtcNow() is var now
            && now < new DateTimeOffset(end, TimeSpan.Zero) + ClockSkew
            && (notBefore is not { } start || now >= new DateTimeOffset(start, TimeSpan.Zero) - ClockSkew),
    };

    private JsonWebToken? Read(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token);
        }
        catch (Exception foreign) when (foreign is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }
}
