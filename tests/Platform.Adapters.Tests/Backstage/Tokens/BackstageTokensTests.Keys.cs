using Platform.Adapters.Backstage.Tokens;
using Platform.Core.Access;
using Platform.TestKit.Access;

namespace Platform.Adapters.Tests.Backstage.Tokens;

/// <summary>How long keys count, and how often they are asked for.</summary>
public sealed partial class BackstageTokensTests
{
    [Fact]
    public async Task Keys_are_read_once_for_many_calls()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CallerAsync(_issuer.UserToken(Jane, Now))));
        _clock.Advance(PublishedKeys.FreshFor - TimeSpan.FromSeconds(1));
        await CallerAsync(_issuer.UserToken(Jane, Now));
        Assert.Equal(1, _issuer.Asked("auth"));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await CallerAsync(_issuer.UserToken(Jane, Now));
        Assert.Equal(2, _issuer.Asked("auth"));
    }

    [Fact]
    public async Task A_new_key_counts_at_once_and_an_old_one_no_longer_than_it_is_fresh()
    {
        await CallerAsync(_issuer.UserToken(Jane, Now));
        using var next = new IssuerKey();
        _issuer.Publish("auth", next);
        _clock.Advance(PublishedKeys.Pause);

        var old = _issuer.UserToken(Jane, Now);
        await CallerAsync(old);
        await CallerAsync(_issuer.UserToken(Jane, Now, key: next));
        Assert.Equal(2, _issuer.Asked("auth"));
        await RefusedAsync(old);
    }

    [Fact]
    public async Task Made_up_keys_do_not_have_the_keys_read_again_and_again()
    {
        await CallerAsync(_issuer.UserToken(Jane, Now));
        _clock.Advance(PublishedKeys.Pause);
        for (var i = 0; i < 50; i++)
        {
            using var made = new IssuerKey();
            await RefusedAsync(_issuer.UserToken(Jane, Now, key: made));
        }

        Assert.Equal(2, _issuer.Asked("auth"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task While_the_keys_can_not_be_read_those_known_count_for_an_hour(int status)
    {
        await CallerAsync(_issuer.UserToken(Jane, Now));
        _issuer.Status = status;
        _clock.Advance(PublishedKeys.UsableFor - TimeSpan.FromSeconds(1));
        await CallerAsync(_issuer.UserToken(Jane, Now));

        _clock.Advance(PublishedKeys.Pause);
        Assert.Equal(CallerAuthentication.Unverifiable, await ProblemAsync(_tokens, _issuer.UserToken(Jane, Now)));

        _issuer.Status = 200;
        _clock.Advance(PublishedKeys.Pause);
        await CallerAsync(_issuer.UserToken(Jane, Now));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"keys": 7}""")]
    [InlineData("""{"keys": []}""")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task What_are_no_keys_is_an_outage(string text)
    {
        _issuer.PublishText("auth", text);

        Assert.Equal(CallerAuthentication.Unverifiable, await ProblemAsync(_tokens, _issuer.UserToken(Jane, Now)));
        // Nobody asks again before the pause is over.
        await ProblemAsync(_tokens, _issuer.UserToken(Jane, Now));
        Assert.Equal(1, _issuer.Asked("auth"));
    }

    [Fact]
    public async Task A_flood_of_keys_is_not_kept()
    {
        _issuer.PublishText("auth", new string(' ', 300_000));
        Assert.Equal(CallerAuthentication.Unverifiable, await ProblemAsync(_tokens, _issuer.UserToken(Jane, Now)));

        _clock.Advance(PublishedKeys.Pause);
        var many = Enumerable.Range(0, 101).Select(_ => new IssuerKey()).ToArray();
        _issuer.Publish("auth", many);
        Assert.Equal(CallerAuthentication.Unverifiable, await ProblemAsync(_tokens, _issuer.UserToken(Jane, Now, key: many[0])));
        Array.ForEach(many, key => key.Dispose());
    }
}
