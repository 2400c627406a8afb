namespace Platform.Adapters.Slack;

/// <summary>Settings for Slack; the names are the flat names of the app's settings.</summary>
public sealed class SlackOptions
{
    /// <value>Signs Slack's requests; while it is changed, the new one and the old one with a comma between. Without it every
    /// command is refused.</value>
    public string SlackSigningSecret { get; set; } = string.Empty;

    /// <value>Ids of the workspaces whose commands are taken, with commas between; all that the app is installed in when
    /// empty.</value>
    public string SlackTeamIds { get; set; } = string.Empty;

    /// <value>Where reply addresses may lead, with commas between: hosts, reached by https only, or, for tests, the origin of a
    /// server on loopback.</value>
    public string SlackResponseHosts { get; set; } = "hooks.slack.com,hooks.slack-gov.com";

    /// <value>A bot token with <c>chat:write</c>, for notifications to channels and people.</value>
    public string SlackBotToken { get; set; } = string.Empty;

    /// <value>Root of Slack's Web API.</value>
    public string SlackApiUrl { get; set; } = "https://slack.com/api/";

    /// <value>An incoming webhook, for notifications where there is no bot token. It leads to one channel; its address is a
    /// secret.</value>
    public string SlackWebhookUrl { get; set; } = string.Empty;

    /// <value>Where notifications go that name no channel: an id or a name that <c>chat.postMessage</c> takes.</value>
    public string SlackChannel { get; set; } = string.Empty;

    /// <value>
    /// Whether people who come from a directory are linked to their accounts in Slack, by mail address. The bot token needs
    /// <c>users:read</c> and <c>users:read.email</c> for it.
    /// </value>
    public bool PeopleSlackLinks { get; set; }

    public IReadOnlyList<string> SigningSecrets => List(Resolved(SlackSigningSecret));

    public IReadOnlyList<string> TeamIds => List(SlackTeamIds);

    /// <value>Whether messages can go to a person: an incoming webhook leads to a channel, whoever they are meant for.</value>
    public bool ReachesPersons => BotToken.Length > 0;

    public bool ReachesChannel => BotToken.Length > 0 ? SlackChannel.Length > 0 : WebhookUrl.Length > 0;

    internal string BotToken => Resolved(SlackBotToken);

    internal string WebhookUrl => Resolved(SlackWebhookUrl);

    internal IReadOnlyList<string> ResponseHosts => List(SlackResponseHosts);

    internal Uri ApiUrl => new(SlackApiUrl.EndsWith('/') ? SlackApiUrl : SlackApiUrl + '/');

    // A reference to a secret that the vault does not have stays as it is in the setting: that text is no secret, and known.
    private static string Resolved(string text) =>
        text.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) ? string.Empty : text;

    private static string[] List(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
