using Platform.Adapters.Storage.Access;
using Platform.Core.Access;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Access;

public sealed class TableSessionsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TableSessions _sessions = new(storage.Tables);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_found_as_it_was_added()
    {
        var session = Session(SessionKind.Link, Noon);
        await _sessions.AddAsync(session, Cancel);

        Assert.Equal(session, await _sessions.FindAsync(session.Hash, Cancel));
        Assert.Null(await _sessions.FindAsync("unknown", Cancel));
    }

    [Fact]
    public async Task Of_many_that_remove_a_session_at_once_one_is_told_that_it_did()
    {
        var session = Session(SessionKind.Link, Noon);
        await _sessions.AddAsync(session, Cancel);

        var removed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _sessions.RemoveAsync(session.Hash, Cancel)));

        Assert.Single(removed, mine => mine);
        Assert.Null(await _sessions.FindAsync(session.Hash, Cancel));
    }

    [Fact]
    public async Task Only_what_is_over_is_removed_as_such()
    {
        var (over, good) = (Session(SessionKind.Browser, Noon.AddMinutes(-1)), Session(SessionKind.Browser, Noon.AddMinutes(1)));
        await _sessions.AddAsync(over, Cancel);
        await _sessions.AddAsync(good, Cancel);

        await _sessions.RemoveExpiredAsync(Noon, Cancel);

        Assert.Null(await _sessions.FindAsync(over.Hash, Cancel));
        Assert.NotNull(await _sessions.FindAsync(good.Hash, Cancel));
    }

    private static SessionRecord Session(SessionKind kind, DateTimeOffset expires) =>
        new(SessionToken.Generate(kind).Hash, kind, "0123456789abcdef", expires);
}
