using System.Text.RegularExpressions;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Topics within GitHub's rules: lower case, letters, digits and hyphens, 50 characters, 20 of them.</summary>
internal sealed partial class TopicsSetting(GitHubCalls calls) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        var topics = settings.Topics.Select(Normalize).Where(topic => topic.Length > 0).Distinct().Take(20).ToList();
        if (topics.Count == 0)
        {
            return SettingResults.Done;
        }

        var replaced = await calls.RunAsync(
            CallContext.For(handle, "set the topics"),
            github => github.Repository.ReplaceAllTopics(
                handle.Repository.Owner, handle.Repository.Name, new RepositoryTopics(topics)),
            cancellationToken);
        return replaced.OrProblems();
    }

    internal static string Normalize(string topic)
    {
        var plain = NotAllowed().Replace(topic.ToLowerInvariant(), "-").Trim('-');
        return plain.Length > 50 ? plain[..50].Trim('-') : plain;
    }

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NotAllowed();
}
