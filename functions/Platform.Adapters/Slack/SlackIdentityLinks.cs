using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Adapters.Web;
using Platform.Core.Catalog.People;
using Platform.Core.ChatOps.People;

namespace Platform.Adapters.Slack;

/// <summary>
/// Who people are in Slack, by their mail addresses: what the annotations say by which commands know their callers. All pages or
/// nothing, so that a link never goes because Slack was busy.
/// </summary>
internal sealed class SlackIdentityLinks(
    IOptions<SlackOptions> options, TimeProvider clock, HttpMessageHandler? transport = null) : IIdentityLinks, IDisposable
{
    private const int MostPages = 2000;
    private const int Attempts = 5;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new(transport ?? WebTransport.Create())
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = 16 * 1024 * 1024,
    };

    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>?> ReadAsync(
        CancellationToken cancellationToken)
    {
        var links = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (!options.Value.PeopleSlackLinks || options.Value.BotToken.Length == 0)
        {
            return links;
        }

        var cursor = string.Empty;
        for (var page = 0; page < MostPages; page++)
        {
            if (await PageAsync(cursor, cancellationToken) is not { } answer)
            {
                return null;
            }

            foreach (var member in (answer["members"] as JsonArray ?? []).OfType<JsonObject>())
            {
                Add(links, member);
            }

            cursor = (string?)answer["response_metadata"]?["next_cursor"] ?? string.Empty;
            if (cursor.Length == 0)
            {
                return links;
            }
        }

        return null;
    }

    public void Dispose() => _client.Dispose();

    private static void Add(Dictionary<string, IReadOnlyDictionary<string, string>> links, JsonObject member)
    {
        // A bot has no mail address; a person who has left Slack is nobody's caller any more.
        if ((string?)member["profile"]?["email"] is { Length: > 0 } email
            && (string?)member["id"] is { Length: > 0 } id
            && (bool?)member["deleted"] != true
            && (bool?)member["is_bot"] != true)
        {
            var annotations = new Dictionary<string, string> { [ChatAnnotations.SlackUser] = id };
            if ((string?)member["team_id"] is { Length: > 0 } team)
            {
                annotations[ChatAnnotations.SlackTeam] = team;
            }

            links[email.ToLowerInvariant()] = annotations;
        }
    }

    private async Task<JsonObject?> PageAsync(string cursor, CancellationToken cancellationToken)
    {
        var address = new Uri(options.Value.ApiUrl, $"users.list?limit=200&cursor={Uri.EscapeDataString(cursor)}");
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var (answer, wait) = await TryAsync(address, cancellationToken);
            if (answer is not null || wait is null || wait > LongestWait)
            {
                return answer;
            }

            await Task.Delay(wait.Value, clock, cancellationToken);
        }

        return null;
    }

    /// <returns>The answer, or how long to wait before it may be had; neither when Slack refuses.</returns>
    private async Task<(JsonObject? Answer, TimeSpan? Wait)> TryAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.BotToken);
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                var passes = (int)response.StatusCode is 429 or >= 500;
                return (null, passes ? RetryAfter.Of(response, clock.GetUtcNow()) ?? TimeSpan.FromSeconds(1) : null);
            }

            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)) as JsonObject;
            return ((bool?)body?["ok"] == true ? body : null, null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException
            || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, TimeSpan.FromSeconds(1));
        }
    }
}
