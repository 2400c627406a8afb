using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Primitives;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackCommandFormTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, string> _form = new()
    {
        ["team_id"] = "T0001",
        ["enterprise_id"] = "E0001",
        ["channel_id"] = "C2147483705",
        ["user_id"] = "U2147483697",
        ["user_name"] = "not to be trusted",
        ["command"] = "/platform",
        ["text"] = "new plain name=a&amp;b",
        ["response_url"] = "https://hooks.slack.com/commands/1234/5678",
        ["trigger_id"] = "13345224609.738474920.8088930838d88f008e0",
    };

    [Fact]
    public void Slacks_fields_make_a_command_with_what_was_typed_and_a_sealed_address()
    {
        var command = Parse().Value!;

        Assert.Equal(("slack", "T0001", "E0001", "U2147483697", "C2147483705", "/platform", Noon), (
            command.Platform, command.Team, command.Enterprise, command.User, command.Channel, command.Command,
            command.ReceivedAt));
        Assert.Equal("new plain name=a&b", command.Text);
        Assert.DoesNotContain("5678", command.Reply, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", command.Id);
    }

    [Fact]
    public void The_same_body_is_the_same_command_and_another_body_is_another()
    {
        var first = Parse().Value!.Id;

        Assert.Equal(first, Parse().Value!.Id);
        Assert.NotEqual(first, Parse("another body").Value!.Id);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("T0001", true)]
    [InlineData("T0002,T0001", true)]
    [InlineData("E0001", true)]
    [InlineData("T0002", false)]
    public void Only_listed_workspaces_are_served_if_any_is_listed(string teams, bool served)
    {
        var command = Parse(teams: teams);

        Assert.Equal(served, command.IsOk);
        Assert.All(command.Problems, problem => Assert.Equal(SlackCommandForm.TeamUnknown, problem.Code));
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        _form.Clear();

        Assert.Equal(
            ["channel_id", "command", "response_url", "team_id", "user_id"],
            Parse().Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    private Result<ChatCommand> Parse(string body = "body", string teams = "")
    {
        var options = new SlackOptions { SlackSigningSecret = "secret", SlackTeamIds = teams };
        var form = new SlackCommandForm(new SlackReplyAddresses(Options.Create(options)));
        return form.Parse(System.Text.Encoding.UTF8.GetBytes(body), _form, options.TeamIds, Noon);
    }
}
