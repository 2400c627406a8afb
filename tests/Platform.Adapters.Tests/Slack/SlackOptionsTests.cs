using Platform.Adapters.Slack;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackOptionsTests
{
    [Fact]
    public void The_defaults_are_valid_and_verify_nothing()
    {
        Assert.Empty(Failures(new()));
        Assert.Empty(new SlackOptions().SigningSecrets);
    }

    [Fact]
    public void A_reference_to_a_secret_that_the_vault_does_not_have_is_no_secret()
    {
        const string Reference = "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/slack)";
        var options = new SlackOptions
        {
            SlackSigningSecret = Reference,
            SlackBotToken = Reference,
            SlackWebhookUrl = Reference,
        };

        Assert.Empty(options.SigningSecrets);
        Assert.Empty(Failures(options));
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_and_no_secret_is_shown()
    {
        var failures = Failures(new()
        {
            SlackResponseHosts = "hooks.slack.com,http://evil.example",
            SlackApiUrl = "http://slack.com/api/",
            SlackWebhookUrl = "ftp://hooks.slack.com/s3cret",
            SlackBotToken = "xoxb s3cret",
        });

        Assert.Equal(4, failures.Count);
        Assert.All(failures, failure => Assert.DoesNotContain("s3cret", failure, StringComparison.Ordinal));
    }

    private static List<string> Failures(SlackOptions options) =>
        [.. new SlackOptionsValidator().Validate(null, options).Failures ?? []];
}
