using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>
/// A ruleset on the default branch. After the push, whose forced update it would refuse; plans without rulesets get a warning.
/// </summary>
internal sealed class ProtectionSetting(GitHubCalls calls) : IRepositorySetting
{
    private const string RulesetName = "platform: default branch";

    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        if (!settings.ProtectDefaultBranch)
        {
            return SettingResults.Done;
        }

        var route = GitHubRoutes.Rulesets(handle.Repository);
        var listed = await calls.RunAsync(
            CallContext.For(handle, "list the rulesets"),
            async github => (await github.Connection.Get<List<Ruleset>>(route, null)).Body,
            cancellationToken);
        if (!listed.IsOk || listed.Value.Any(ruleset => ruleset.Name == RulesetName))
        {
            return listed.OrWarnings();
        }

        var created = await calls.EnsureAsync(
            CallContext.For(handle, "protect the default branch"),
            github => github.Connection.Post<Ruleset>(route, Body(), null, null, cancellationToken: cancellationToken),
            cancellationToken);
        return created.OrWarnings();
    }

    private static Dictionary<string, object> Body() => new()
    {
        ["name"] = RulesetName,
        ["target"] = "branch",
        ["enforcement"] = "active",
        ["conditions"] = new Dictionary<string, object>
        {
            ["ref_name"] = new Dictionary<string, object>
            {
                ["include"] = new[] { "~DEFAULT_BRANCH" },
                ["exclude"] = Array.Empty<string>(),
            },
        },
        ["rules"] = new[]
        {
            new Dictionary<string, object> { ["type"] = "deletion" },
            new Dictionary<string, object> { ["type"] = "non_fast_forward" },
        },
    };

    /// <summary>Octokit knows no rulesets; its serializer wants settable properties.</summary>
    internal sealed class Ruleset
    {
        public string Name { get; set; } = string.Empty;
    }
}
