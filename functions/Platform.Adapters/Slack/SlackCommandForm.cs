using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.People;
using Platform.Core.Primitives;

namespace Platform.Adapters.Slack;

/// <summary>
/// Reads a slash command's form. The sender is proven by then, so what is wrong is a version of Slack that we don't
/// know.
/// </summary>
public sealed class SlackCommandForm(SlackReplyAddresses addresses)
{
    public const string TeamUnknown = "slack-team-unknown";

    /// <param name="body">The raw body: repeated under another signature it is the same command, because Slack's trigger id,
    /// which is in it, never repeats.</param>
    public Result<ChatCommand> Parse(
        ReadOnlySpan<byte> body, IReadOnlyDictionary<string, string> form, IReadOnlyList<string> teams, DateTimeOffset now)
    {
        List<Problem> problems = [];
        var team = Field(form, "team_id", ChatCommandMessage.ChatId().IsMatch, problems);
        var user = Field(form, "user_id", ChatCommandMessage.ChatId().IsMatch, problems);
        var channel = Field(form, "channel_id", ChatCommandMessage.ChatId().IsMatch, problems);
        var command = Field(form, "command", ChatCommandMessage.Slash().IsMatch, problems);
        var enterprise = form.GetValueOrDefault("enterprise_id") is { } id && ChatCommandMessage.ChatId().IsMatch(id) ? id : null;
        if (teams.Count > 0 && team.Length > 0 && !teams.Contains(team) && !teams.Contains(enterprise ?? string.Empty))
        {
            problems.Add(new(
                TeamUnknown, $"Commands of workspace {team} are not taken.", "team_id", team,
                "a workspace of the setting SlackTeamIds"));
        }

        var text = SlackText.Unescape(form.GetValueOrDefault("text") ?? string.Empty);
        if (text.Length > ChatCommandMessage.LongestText)
        {
            problems.Add(new(
                FieldChecks.WrongFormat, "The text is too long.", "text",
                Expected: $"at most {ChatCommandMessage.LongestText} characters"));
        }

        var reply = addresses.Seal(form.GetValueOrDefault("response_url"));
        problems.AddRange(reply.Problems);
        return problems.Count > 0
            ? Result<ChatCommand>.Failed(problems)
            : new ChatCommand(
                ContentHash.Of(body), ChatAnnotations.Slack, team, user, channel, command, text, now, reply.Value!, enterprise);
    }

    private static string Field(
        IReadOnlyDictionary<string, string> form, string name, Func<string, bool> format, List<Problem> problems)
    {
        var value = form.GetValueOrDefault(name) ?? string.Empty;
        if (!format(value))
        {
            problems.Add(new(FieldChecks.WrongFormat, $"'{name}' is missing or not Slack's.", name, Expected: $"Slack's {name}"));
        }

        return value;
    }
}
