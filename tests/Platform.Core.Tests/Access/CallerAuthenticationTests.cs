using Microsoft.Extensions.Time.Testing;
using Platform.Core.Access;
using Platform.TestKit.Access;

namespace Platform.Core.Tests.Access;

public sealed class CallerAuthenticationTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryApiKeys _keys = new();
    private readonly ApiKey _key = ApiKey.Generate();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_key_gives_its_roles()
    {
        await StoreAsync(Role.Registrar);

        var caller = await AuthenticateAsync($"Bearer {_key.Reveal()}");

        Assert.Equal([Role.Registrar], caller.Value!.Roles);
        Assert.Equal($"key:{_key.Id}", caller.Value.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task No_header_is_told_apart_from_a_wrong_one(string? header) =>
        Assert.Equal("credentials-missing", (await AuthenticateAsync(header)).Problems.Single().Code);

    [Fact]
    public async Task An_unknown_key_a_wrong_secret_and_another_scheme_get_the_same_answer()
    {
        await StoreAsync(Role.Admin);
        var wrongSecret = $"pfk_{_key.Id}_{new string('0', 64)}";

        var unknown = ApiKey.Generate().Reveal();

        foreach (var header in new[] { $"Bearer {unknown}", $"Bearer {wrongSecret}", $"Basic {_key.Reveal()}", "Bearer x" })
        {
            Assert.Equal(CallerAuthentication.Invalid, (await AuthenticateAsync(header)).Problems.Single());
        }
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        await StoreAsync(Role.Admin, expiresAt: _clock.GetUtcNow().AddMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("credentials-invalid", (await AuthenticateAsync($"Bearer {_key.Reveal()}")).Problems.Single().Code);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        await StoreAsync(Role.Admin);
        await _keys.RevokeAsync(_key.Id, _clock.GetUtcNow(), Cancel);

        Assert.False((await AuthenticateAsync($"Bearer {_key.Reveal()}")).IsOk);
    }

    [Fact]
    public async Task A_key_that_the_settings_name_is_an_admin_without_being_stored()
    {
        Assert.True(ConfiguredKey.TryParse("ops", $"{_key.Id}_{_key.SecretHash}", out var configured));

        var caller = await AuthenticateAsync($"Bearer {_key.Reveal()}", configured);

        Assert.True(caller.Value!.Has(Role.Admin));
        Assert.Empty(await _keys.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_principal_counts_only_where_App_Service_authenticates()
    {
        var principal = ClientPrincipals.Of("ada", "admin");

        Assert.Equal(CallerAuthentication.Missing, (await AuthenticateAsync(null, principal: principal)).Problems.Single());

        var caller = await AuthenticateAsync("Bearer ey.a.jwt", principal: principal, platformAuthenticates: true);
        Assert.Equal(("principal:id-of-ada", "ada"), (caller.Value!.Id, caller.Value.Name));
        Assert.Equal([Role.Admin], caller.Value.Roles);
    }

    [Fact]
    public async Task A_key_beside_a_principal_is_what_counts()
    {
        await StoreAsync(Role.Reader);

        var caller = await AuthenticateAsync(
            $"Bearer {_key.Reveal()}", principal: ClientPrincipals.Of("ada", "admin"), platformAuthenticates: true);

        Assert.Equal([Role.Reader], caller.Value!.Roles);
    }

    [Fact]
    public async Task Roles_of_other_applications_give_none_here()
    {
        var caller = await AuthenticateAsync(
            null, principal: ClientPrincipals.Of("ada", "owner", "4", ""), platformAuthenticates: true);

        Assert.Empty(caller.Value!.Roles);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("W10=")]
    [InlineData("e30=")]
    [InlineData("eyJjbGFpbXMiOls3XX0=")]
    public async Task A_principal_that_can_not_be_read_is_refused(string principal) => Assert.Equal(
        "principal-invalid",
        (await AuthenticateAsync(null, principal: principal, platformAuthenticates: true)).Problems.Single().Code);

    private Task StoreAsync(Role role, DateTimeOffset? expiresAt = null) =>
        _keys.AddAsync(new(_key.Id, "pipeline", [role], _key.SecretHash, _clock.GetUtcNow(), "test", expiresAt), Cancel);

    private Task<Platform.Core.Primitives.Result<Caller>> AuthenticateAsync(
        string? header, ConfiguredKey? configured = null, string? principal = null, bool platformAuthenticates = false)
    {
        var keys = configured is null ? ConfiguredKeys.None : new([configured]);
        return new CallerAuthentication(_keys, keys, new(platformAuthenticates), new NoForeignTokens(), _clock)
            .AuthenticateAsync(header, principal, path: null, Cancel);
    }
}
