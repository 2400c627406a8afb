using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using RepositoryHook = Platform.Core.Scaffolding.Publishing.RepositoryHook;

namespace Platform.Adapters.GitHub.Settings;

/// <summary>Webhooks, found by their address before one is created: POST would make a second one of the same address.</summary>
internal sealed class HooksSetting(GitHubCalls calls, string secret) : IRepositorySetting
{
    public async Task<Result<IReadOnlyList<string>>> ApplyAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        if (settings.Hooks.Count == 0)
        {
            return SettingResults.Done;
        }

        if (secret.Length == 0)
        {
            return new Problem(
                GitHubProblems.WebhookSecretMissing,
                "A webhook needs a secret to sign its deliveries; the setting GitHubWebhookSecret is empty.",
                "GitHubWebhookSecret");
        }

        var (owner, name) = (handle.Repository.Owner, handle.Repository.Name);
        var listed = await calls.RunAsync(
            CallContext.For(handle, "list the webhooks"),
            github => github.Repository.Hooks.GetAll(owner, name),
            cancellationToken);
        if (!listed.IsOk)
        {
            return listed.OrProblems();
        }

        foreach (var hook in settings.Hooks.Where(hook => !listed.Value.Any(there => IsSame(there, hook))))
        {
            var created = await calls.EnsureAsync(
                CallContext.For(handle, "create a webhook"),
                github => github.Repository.Hooks.Create(owner, name, BodyOf(hook)),
                cancellationToken);
            if (!created.IsOk)
            {
                return created.OrProblems();
            }
        }

        return SettingResults.Done;
    }

    private static bool IsSame(Octokit.RepositoryHook there, RepositoryHook wanted) =>
        there.Config.TryGetValue("url", out var url) && url == wanted.Url.AbsoluteUri;

    private NewRepositoryHook BodyOf(RepositoryHook hook) => new("web", new Dictionary<string, string>
    {
        ["url"] = hook.Url.AbsoluteUri,
        ["content_type"] = "json",
        ["secret"] = secret,
        ["insecure_ssl"] = "0",
    })
    {
        Events = hook.Events,
        Active = true,
    };
}
