using System.Text;
using Platform.Adapters.Slack;
using Platform.Core.Access;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackSignatureTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const long Timestamp = 1531420618;

    // The worked example of Slack's page on verifying requests.
    private const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(Timestamp);

    [Fact]
    public void Slacks_own_example_is_valid()
    {
        Assert.Equal(Signature, SlackSignature.Of(Secret, Timestamp, Encoding.UTF8.GetBytes(Body)));
        Assert.True(Valid([Secret], Timestamp, Body, Signature));
    }

    [Fact]
    public void While_a_secret_is_changed_both_are_good() => Assert.True(Valid(["another", Secret], Timestamp, Body, Signature));

    [Theory]
    [InlineData(Timestamp + 1, Body, Signature)]
    [InlineData(Timestamp, Body + " ", Signature)]
    [InlineData(Timestamp, Body, Signature + "0")]
    [InlineData(Timestamp, Body, "v0=")]
    [InlineData(Timestamp, Body, "")]
    [InlineData(Timestamp, Body, null)]
    [InlineData(Timestamp, Body, "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Timestamp, Body, "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    public void Whatever_else_is_not(long timestamp, string body, string? signature) =>
        Assert.False(Valid([Secret], timestamp, body, signature));

    [Fact]
    public void No_secret_verifies_nothing() =>
        Assert.False(Valid([], Timestamp, Body, SlackSignature.Of(string.Empty, Timestamp, Encoding.UTF8.GetBytes(Body))));

    [Theory]
    [InlineData("1531420618", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("NaN", false)]
    [InlineData("1531420618.5", false)]
    [InlineData("-1531420618", false)]
    [InlineData("+1531420618", false)]
    [InlineData(" 1531420618", false)]
    [InlineData("1531420618,1", false)]
    [InlineData("99999999999999", false)]
    [InlineData("99999999999999999999999", false)]
    public void A_timestamp_is_a_whole_number_of_seconds(string? header, bool accepted) =>
        Assert.Equal(accepted, TimedSignature.TryReadTimestamp(header, out _));

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_request_is_fresh_for_five_minutes_in_both_directions(int seconds, bool fresh) =>
        Assert.Equal(fresh, TimedSignature.IsFresh(Timestamp, Then.AddSeconds(seconds)));

    private static bool Valid(string[] secrets, long timestamp, string body, string? signature) =>
        SlackSignature.IsValid(secrets, timestamp, Encoding.UTF8.GetBytes(body), signature);
}
