using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Http;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Metrics.Senders.GitHub.Lost;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.History;

/// <summary>GitHub's lists of a hook's deliveries; Octokit has no methods for them.</summary>
internal sealed class HookDeliveries(
    IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock) : IHookDeliveries
{
    /// <summary>Where our webhooks come to, whatever is before it.</summary>
    private const string Ours = "/github/webhooks";

    private const int PageSize = 100;

    private readonly ReadCalls _calls = ReadCalls.Of(client, options.Value, waits, clock);

    public async Task<Result<IReadOnlyList<GitHubHook>>> HooksOfAsync(
        string organization, CancellationToken cancellationToken)
    {
        var context = new CallContext($"list the hooks of {organization}", null);
        var route = new Uri($"orgs/{Uri.EscapeDataString(organization)}/hooks?per_page={PageSize}", UriKind.Relative);
        var answer = await _calls.GetAsync<JsonNode>(context, route, null, cancellationToken);
        return !answer.IsOk ? Result<IReadOnlyList<GitHubHook>>.Failed(answer.Problems)
            : Result<IReadOnlyList<GitHubHook>>.Ok(
            [
                .. (answer.Value.Body as JsonArray ?? []).OfType<JsonObject>()
                    .Where(hook => ((string?)hook["config"]?["url"])?.EndsWith(Ours, StringComparison.Ordinal) == true)
                    .Select(hook => new GitHubHook(organization, (long)hook["id"]!)),
            ]);
    }

    public Task<Result<HookAttempts?>> ListAsync(
        GitHubHook hook, Uri? page, string? knownTag, CancellationToken cancellationToken) => _calls.RunAsync(
            Context(hook, "list its deliveries"),
            async github =>
            {
                try
                {
                    CallScope.Know(knownTag);
                    var answer = await github.Connection.Get<JsonNode>(page ?? Route(hook, $"?per_page={PageSize}"), null);
                    var response = answer.HttpResponse;
                    return response.StatusCode == HttpStatusCode.NotModified
                        ? new HookAttempts([], null, knownTag, NotModified: true)
                        : new(
                            [.. (answer.Body as JsonArray ?? []).OfType<JsonObject>().Select(Attempt)],
                            response.ApiInfo?.Links.GetValueOrDefault("next"),
                            TagOf(response),
                            NotModified: false);
                }
                catch (NotFoundException)
                {
                    return null;
                }
            },
            cancellationToken);

    public Task<Result<Unit>> RedeliverAsync(GitHubHook hook, long attempt, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            Context(hook, "have a delivery repeated"),
            async github =>
            {
                await github.Connection.Post(Route(hook, $"/{attempt}/attempts"));
                return Unit.Value;
            },
            cancellationToken);

    public async Task<Result<LostDelivery>> FetchAsync(GitHubHook hook, long attempt, CancellationToken cancellationToken)
    {
        var answer = await _calls.GetAsync<JsonNode>(
            Context(hook, "fetch a delivery"), Route(hook, $"/{attempt}"), null, cancellationToken);
        return !answer.IsOk ? Result<LostDelivery>.Failed(answer.Problems)
            : answer.Value.Body is JsonObject found && found["request"]?["payload"] is JsonObject payload
                ? new LostDelivery((string)found["guid"]!, (string)found["event"]!, (JsonObject)payload.DeepClone())
                : new Problem("delivery-gone", $"GitHub has no delivery {attempt} of {hook.Target} any more.");
    }

    private static string? TagOf(IResponse response) =>
        response.Headers.FirstOrDefault(one => one.Key.Equals("etag", StringComparison.OrdinalIgnoreCase)).Value;

    private static HookAttempt Attempt(JsonObject one) => new(
        (long)one["id"]!,
        (string)one["guid"]!,
        Instants.TryParse((string?)one["delivered_at"], out var at) ? at.ToUniversalTime() : default,
        (int?)one["status_code"] is >= 200 and < 300);

    private static CallContext Context(GitHubHook hook, string doing) => new($"{doing} ({hook.Target})", null);

    private static Uri Route(GitHubHook hook, string rest) =>
        new($"{(hook.IsRepository ? "repos" : "orgs")}/{hook.Target}/hooks/{hook.Id}/deliveries{rest}", UriKind.Relative);
}
