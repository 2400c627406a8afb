using Microsoft.Extensions.Time.Testing;
using Platform.Core.Access;
using Platform.TestKit.Access;

namespace Platform.Core.Tests.Access;

public sealed class BrowserSessionsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryApiKeys _keys = new();
    private readonly MemorySessions _store = new();
    private readonly ApiKey _bootstrap = ApiKey.Generate();
    private readonly BrowserSessions _sessions;

    public BrowserSessionsTests() =>
        _sessions = new(_store, _keys, new ConfiguredKeys([ConfiguredKey.Of("bootstrap", _bootstrap)]), _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_holds_a_session_is_the_holder_of_its_key()
    {
        var key = await AddKeyAsync(Role.Reader, Role.Approver);
        var (token, _) = await _sessions.OpenAsync(key.Id, SessionKind.Browser, Cancel);

        var session = await _sessions.FindAsync(token, Cancel);

        Assert.Equal($"key:{key.Id}", session!.Caller.Id);
        Assert.Equal([Role.Reader, Role.Approver], session.Caller.Roles);
    }

    [Fact]
    public async Task A_session_of_a_key_from_the_settings_is_its_holders()
    {
        var (token, _) = await _sessions.OpenAsync(_bootstrap.Id, SessionKind.Browser, Cancel);

        Assert.Equal("bootstrap", (await _sessions.FindAsync(token, Cancel))!.Caller.Id);
    }

    [Fact]
    public async Task A_session_is_worth_nothing_once_its_key_is_revoked()
    {
        var key = await AddKeyAsync(Role.Admin);
        var (token, _) = await _sessions.OpenAsync(key.Id, SessionKind.Browser, Cancel);
        await _keys.RevokeAsync(key.Id, _clock.GetUtcNow(), Cancel);

        Assert.Null(await _sessions.FindAsync(token, Cancel));
    }

    [Theory]
    [InlineData(SessionKind.Browser)]
    [InlineData(SessionKind.Link)]
    public async Task A_token_is_over_at_its_time_and_not_before(SessionKind kind)
    {
        var (token, expires) = await _sessions.OpenAsync(_bootstrap.Id, kind, Cancel);

        _clock.SetUtcNow(expires - TimeSpan.FromSeconds(1));
        Assert.NotNull(await _sessions.FindAsync(token, Cancel));
        _clock.SetUtcNow(expires);
        Assert.Null(await _sessions.FindAsync(token, Cancel));
        Assert.Null(await _sessions.RedeemAsync(token, Cancel));
    }

    [Fact]
    public async Task A_link_is_good_once()
    {
        var (link, _) = await _sessions.OpenAsync(_bootstrap.Id, SessionKind.Link, Cancel);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _sessions.RedeemAsync(link, Cancel)));

        Assert.Equal(_bootstrap.Id, Assert.Single(answers, answer => answer is not null)!.KeyId);
    }

    [Fact]
    public async Task A_session_that_was_closed_is_unknown()
    {
        var (token, _) = await _sessions.OpenAsync(_bootstrap.Id, SessionKind.Browser, Cancel);
        await _sessions.CloseAsync(token, Cancel);

        Assert.Null(await _sessions.FindAsync(token, Cancel));
    }

    [Fact]
    public async Task What_is_over_is_removed_when_somebody_signs_in()
    {
        await _sessions.OpenAsync(_bootstrap.Id, SessionKind.Browser, Cancel);
        _clock.Advance(BrowserSessions.Life + TimeSpan.FromSeconds(1));
        await _sessions.OpenAsync(_bootstrap.Id, SessionKind.Browser, Cancel);

        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public async Task Neither_the_store_nor_a_log_ever_sees_the_token()
    {
        var (token, _) = await _sessions.OpenAsync(_bootstrap.Id, SessionKind.Browser, Cancel);

        Assert.DoesNotContain(_store.All, record => record.ToString().Contains(token.Reveal(), StringComparison.Ordinal));
        Assert.Equal("pfs_…", token.ToString());
    }

    [Theory]
    [InlineData(SessionKind.Browser, SessionKind.Link)]
    [InlineData(SessionKind.Link, SessionKind.Browser)]
    public void A_token_of_one_kind_is_none_of_the_other(SessionKind kind, SessionKind other)
    {
        var text = SessionToken.Generate(kind).Reveal();

        Assert.True(SessionToken.TryParse(text, kind, out var same));
        Assert.Equal(text, same.Reveal());
        Assert.False(SessionToken.TryParse(text, other, out _));
        Assert.False(SessionToken.TryParse(text.ToUpperInvariant(), kind, out _));
        Assert.False(SessionToken.TryParse(text + "0", kind, out _));
        Assert.False(SessionToken.TryParse(null, kind, out _));
    }

    private async Task<ApiKey> AddKeyAsync(params Role[] roles)
    {
        var key = ApiKey.Generate();
        await _keys.AddAsync(new(key.Id, "of a test", roles, key.SecretHash, _clock.GetUtcNow(), "test"), Cancel);
        return key;
    }
}
