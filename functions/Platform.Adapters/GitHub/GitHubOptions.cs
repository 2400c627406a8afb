using Platform.Adapters.GitHub.Http;

namespace Platform.Adapters.GitHub;

/// <summary>Settings for source control; the names are the flat names of the app's settings.</summary>
public sealed class GitHubOptions
{
    /// <value>REST root; empty is github.com, Enterprise Server's ends in <c>/api/v3/</c>, locally it is the forge's.</value>
    public string GitHubApiUrl { get; set; } = string.Empty;

    /// <value>An opaque token; no assumption about its length or form.</value>
    public string GitHubToken { get; set; } = string.Empty;

    /// <value>The address above is the embedded forge, which has no rate limits worth saving.</value>
    public bool GitHubIsForge { get; set; }

    /// <value>Signs webhooks; without it no hook is created and no delivery accepted.</value>
    public string GitHubWebhookSecret { get; set; } = string.Empty;

    /// <value>GitHub allows 80 content-generating requests a minute; ignored with the forge.</value>
    public int GitHubMutationsPerMinute { get; set; } = 80;

    /// <value>GitHub allows 500 content-generating requests an hour; ignored with the forge.</value>
    public int GitHubMutationsPerHour { get; set; } = 500;

    /// <value>A longer wait for a limit is handed to the caller instead of being sat out inside a call.</value>
    public int GitHubLongestWaitSeconds { get; set; } = 90;

    /// <value>How long a new repository may take to become readable, and its errors are taken for passing ones.</value>
    public int GitHubReadyTimeoutSeconds { get; set; } = 30;

    /// <value>A call that takes longer is given up and tried again; its effect, if it had one, is found then.</value>
    public int GitHubCallTimeoutSeconds { get; set; } = 30;

    /// <value>No wait for a limit is shorter, whatever GitHub says: its clock may differ from ours.</value>
    public int GitHubSmallestWaitMilliseconds { get; set; } = 1000;

    /// <value>The wait for a limit that comes without a hint; it doubles with each one in a row.</value>
    public int GitHubWaitWithoutHintSeconds { get; set; } = 60;

    internal Uri ApiUrl => new(GitHubApiUrl switch
    {
        "" => "https://api.github.com/",
        [.., '/'] => GitHubApiUrl,
        _ => GitHubApiUrl + '/',
    });

    internal TimeSpan LongestWait => TimeSpan.FromSeconds(GitHubLongestWaitSeconds);

    internal TimeSpan CallTimeout => TimeSpan.FromSeconds(GitHubCallTimeoutSeconds);

    internal LimitWaits LimitWaits => new(
        TimeSpan.FromMilliseconds(GitHubSmallestWaitMilliseconds), TimeSpan.FromSeconds(GitHubWaitWithoutHintSeconds));

    internal TimeSpan ReadyTimeout => TimeSpan.FromSeconds(GitHubReadyTimeoutSeconds);
}
