using Platform.Adapters.Storage.Access;
using Platform.Adapters.Storage.ChatOps;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Posts;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.ChatOps;

public sealed class ChatStorageTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_user_has_the_catalog_users_that_claim_it()
    {
        var identities = new TableChatIdentities(storage.Tables);
        var (ann, bob) = (EntityRef.Parse("user:default/ann"), EntityRef.Parse("User:Other/Bob.B"));
        await identities.AddAsync("slack", "U1", ann, Cancel);
        await identities.AddAsync("slack", "U1", ann, Cancel);
        await identities.AddAsync("slack", "U1", bob, Cancel);
        await identities.AddAsync("slack", "U12", bob, Cancel);

        Assert.Equal([ann, bob], await identities.FindAsync("slack", "U1", Cancel));
        await identities.RemoveAsync("slack", "U1", ann, Cancel);
        await identities.RemoveAsync("slack", "U1", ann, Cancel);

        Assert.Equal([bob], await identities.FindAsync("slack", "U1", Cancel));
        Assert.Empty(await identities.FindAsync("teams", "U1", Cancel));
    }

    [Fact]
    public async Task A_post_is_claimed_once_and_its_state_is_kept()
    {
        var log = new TablePostLog(storage.Tables, TimeProvider.System);
        var first = new PostRecord("answer", PostState.Claimed, "m1", Last: false);

        Assert.Equal(first, await log.ClaimAsync("c1", first, Cancel));
        Assert.Equal(first, await log.ClaimAsync("c1", first with { Sending = "m2" }, Cancel));
        await log.SettleAsync("c1", first with { State = PostState.Delivered }, Cancel);
        await log.SettleAsync("c1", new("end", PostState.GivenUp, "m3", Last: true), Cancel);

        Assert.Equal(
            [first with { State = PostState.Delivered }, new("end", PostState.GivenUp, "m3", Last: true)],
            await log.ListAsync("c1", Cancel));
        Assert.Empty(await log.ListAsync("c2", Cancel));
    }

    [Fact]
    public async Task A_command_typed_again_within_a_minute_is_the_first_one()
    {
        var repeats = new TableChatRepeats(storage.Tables);

        Assert.Equal("a", await repeats.FirstAsync("meaning", "a", Noon, Cancel));
        Assert.Equal("a", await repeats.FirstAsync("meaning", "a", Noon, Cancel));
        Assert.Equal("a", await repeats.FirstAsync("meaning", "b", Noon.AddSeconds(60), Cancel));
        Assert.Equal("c", await repeats.FirstAsync("meaning", "c", Noon.AddSeconds(61), Cancel));
        Assert.Equal("c", await repeats.FirstAsync("meaning", "d", Noon.AddSeconds(100), Cancel));
        Assert.Equal("a", await repeats.FirstAsync("meaning", "a", Noon, Cancel));
        Assert.Equal("e", await repeats.FirstAsync("another meaning", "e", Noon, Cancel));
    }

    [Fact]
    public async Task Of_commands_at_the_same_moment_one_is_the_first()
    {
        var firsts = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            new TableChatRepeats(storage.Tables).FirstAsync("race", $"c{number}", Noon, Cancel)));

        Assert.Single(firsts.Distinct());
    }

    [Fact]
    public async Task A_signature_is_new_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            new TableReplayGuard(storage.Tables).IsFirstAsync("slack", "v0=abc", Noon, Cancel)));

        Assert.Single(answers, isFirst => isFirst);
        Assert.True(await new TableReplayGuard(storage.Tables).IsFirstAsync("slack", "v0=abd", Noon, Cancel));
        Assert.True(await new TableReplayGuard(storage.Tables).IsFirstAsync("other", "v0=abc", Noon, Cancel));
    }
}
