namespace Platform.Core.Scaffolding.Actions;

/// <summary>Where the platform and its GitHub are. Asked once per task; the answer then stands in the task's history.</summary>
public interface IScaffoldEnvironment
{
    /// <value>Host, and port where it is not the default, of the addresses that GitHub shows to people.</value>
    string GitHubHost { get; }

    /// <value>Where GitHub delivers webhooks; null when the platform has no address that GitHub can reach.</value>
    Uri? WebhookUrl { get; }
}

public static class ScaffoldEnvironmentExtensions
{
    /// <summary>Templates say github.com and mean the GitHub that the platform works with.</summary>
    public static bool IsGitHub(this IScaffoldEnvironment environment, string host) =>
        host.Equals("github.com", StringComparison.OrdinalIgnoreCase)
        || host.Equals(environment.GitHubHost, StringComparison.OrdinalIgnoreCase);
}
