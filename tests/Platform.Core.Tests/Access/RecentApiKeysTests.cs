using Microsoft.Extensions.Time.Testing;
using Platform.Core.Access;
using Platform.TestKit.Access;

namespace Platform.Core.Tests.Access;

public sealed class RecentApiKeysTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly MemoryApiKeys _stored = new();
    private readonly CountedKeys _counted;
    private readonly RecentApiKeys _keys;
    private readonly ApiKeyRecord _key = new("0123456789abcdef", "pipeline", [Role.Reader], "hash", Noon, "test");

    public RecentApiKeysTests()
    {
        _counted = new(_stored);
        _keys = new(_counted, _clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_busy_caller_costs_one_look_in_the_lifetime()
    {
        await _stored.AddAsync(_key, Cancel);

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(_key, await _keys.FindAsync(_key.Id, Cancel));
        }

        Assert.Equal(1, _counted.Looks);
    }

    [Fact]
    public async Task A_revocation_elsewhere_acts_when_the_lifetime_is_over_and_not_later()
    {
        await _stored.AddAsync(_key, Cancel);
        await _keys.FindAsync(_key.Id, Cancel);
        await _stored.RevokeAsync(_key.Id, Noon, Cancel);

        _clock.Advance(RecentApiKeys.Lifetime - TimeSpan.FromTicks(1));
        Assert.Null((await _keys.FindAsync(_key.Id, Cancel))!.RevokedAt);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Noon, (await _keys.FindAsync(_key.Id, Cancel))!.RevokedAt);
    }

    [Fact]
    public async Task A_revocation_here_acts_at_once()
    {
        await _keys.AddAsync(_key, Cancel);
        await _keys.FindAsync(_key.Id, Cancel);

        await _keys.RevokeAsync(_key.Id, Noon, Cancel);

        Assert.Equal(Noon, (await _keys.FindAsync(_key.Id, Cancel))!.RevokedAt);
    }

    [Fact]
    public async Task A_look_that_a_revocation_overtakes_is_not_kept()
    {
        await _stored.AddAsync(_key, Cancel);
        _counted.Hold = new TaskCompletionSource();
        var look = _keys.FindAsync(_key.Id, Cancel);
        await _keys.RevokeAsync(_key.Id, Noon, Cancel);
        _counted.Hold.SetResult();
        await look;

        Assert.Equal(Noon, (await _keys.FindAsync(_key.Id, Cancel))!.RevokedAt);
    }

    [Fact]
    public async Task A_key_works_as_soon_as_it_is_there()
    {
        Assert.Null(await _keys.FindAsync(_key.Id, Cancel));
        await _stored.AddAsync(_key, Cancel);

        Assert.Equal(_key, await _keys.FindAsync(_key.Id, Cancel));
    }

    private sealed class CountedKeys(IApiKeyStore keys) : IApiKeyStore
    {
        private int _looks;

        public int Looks => _looks;

        /// <value>What a look waits for, after it has read.</value>
        public TaskCompletionSource? Hold { get; set; }

        public Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken) => keys.AddAsync(key, cancellationToken);

        public async Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _looks);
            var found = await keys.FindAsync(id, cancellationToken);
            await (Hold?.Task ?? Task.CompletedTask);
            return found;
        }

        public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken) =>
            keys.ListAsync(cancellationToken);

        public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
            keys.RevokeAsync(id, at, cancellationToken);
    }
}
