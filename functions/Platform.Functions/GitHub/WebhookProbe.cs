using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;
using Platform.Core.Health;
using Platform.Functions.Scaffolding;

namespace Platform.Functions.GitHub;

/// <summary>Without webhooks everything still works, by looking for itself: later, and with more calls.</summary>
public sealed class WebhookProbe(IOptions<GitHubOptions> github, IOptions<ScaffoldOptions> scaffolding) : IProbe
{
    private const string Secret = nameof(GitHubOptions.GitHubWebhookSecret);
    private const string PublicUrl = nameof(ScaffoldOptions.PlatformPublicUrl);

    public static Finding Explain(Exception failure) => failure is OptionsValidationException invalid
        ? Finding.Failed(
            $"The settings of webhooks are not valid: {string.Join(' ', invalid.Failures)}", "Mend the settings that are named.")
        : Finding.Failed(
            $"The settings of webhooks can't be read: {failure.GetType().Name}.", $"Check {Secret} and {PublicUrl}.");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        string[] empty =
        [
            .. string.IsNullOrEmpty(github.Value.GitHubWebhookSecret) ? [Secret] : Array.Empty<string>(),
            .. scaffolding.Value.PlatformPublicUrl.Length == 0 ? [PublicUrl] : Array.Empty<string>(),
        ];
        return Task.FromResult(empty.Length == 0
            ? Finding.Fine("Webhooks have a secret and an address to come to.")
            : Finding.Warning(
                $"No webhook is set up or accepted: {string.Join(" and ", empty)} {(empty.Length == 1 ? "is" : "are")} empty.",
                $"Set {Secret} to a long random text and {PublicUrl} to the address at which GitHub reaches this app."));
    }
}
