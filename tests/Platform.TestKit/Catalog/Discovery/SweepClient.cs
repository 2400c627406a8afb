using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.TestKit.Catalog.Discovery;

/// <summary>Has organisations looked through and looks at what came of it.</summary>
public static class SweepClient
{
    private const string Position = "Platform-Catalog-Position";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <returns>The sweep's id.</returns>
    public static async Task<string> StartSweepAsync(
        this HttpClient client, CancellationToken cancellationToken, object? scope = null, string of = "catalog")
    {
        using var answer = await client.PostAsJsonAsync($"{of}/sweeps", scope ?? new { }, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.StatusCode == HttpStatusCode.Accepted
            ? (string)JsonNode.Parse(text)!["id"]!
            : throw new InvalidOperationException($"{answer.StatusCode}: {text}");
    }

    /// <summary>Waits until the sweep has ended; gives what it says of its first organisation.</summary>
    public static async Task<JsonNode> EndOfSweepAsync(
        this HttpClient client, string id, CancellationToken cancellationToken) =>
        (await client.ResultOfSweepAsync(id, cancellationToken))["reports"]![0]!;

    /// <summary>Has everything compared with what is declared, waits for the end, and gives all of it.</summary>
    public static async Task<JsonNode> SweepForDriftAsync(
        this HttpClient client, CancellationToken cancellationToken, object? scope = null) => await client.ResultOfSweepAsync(
            await client.StartSweepAsync(cancellationToken, scope, "drift"), cancellationToken, "drift");

    /// <summary>Waits until the sweep has ended; gives all that it says.</summary>
    /// <param name="of">Whose sweep: <c>catalog</c> or <c>drift</c>.</param>
    public static async Task<JsonNode> ResultOfSweepAsync(
        this HttpClient client, string id, CancellationToken cancellationToken, string of = "catalog")
    {
        JsonNode? found = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var answer = await client.GetAsync($"{of}/sweeps/{id}", cancellationToken);
                    found = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
                    client.SeeAtLeast(answer);
                    return (string)found!["status"]! is "completed" or "failed";
                }
                catch (HttpRequestException)
                {
                    // The host is being started again.
                    return false;
                }
            },
            cancellationToken,
            $"{id} has ended",
            Patience);
        return (string)found!["status"]! == "completed"
            ? found
            : throw new InvalidOperationException($"The sweep failed: {found}");
    }

    public static async Task<JsonNode> SweepAsync(
        this HttpClient client, CancellationToken cancellationToken, object? scope = null) =>
        await client.EndOfSweepAsync(await client.StartSweepAsync(cancellationToken, scope), cancellationToken);

    /// <summary>From here on the client reads nothing that is older than what the answer tells of.</summary>
    public static void SeeAtLeast(this HttpClient client, HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues(Position, out var positions))
        {
            client.DefaultRequestHeaders.Remove(Position);
            client.DefaultRequestHeaders.Add(Position, positions);
        }
    }

    /// <summary>The entity, or null when the catalog has none.</summary>
    public static async Task<JsonNode?> ComponentAsync(
        this HttpClient client, string name, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync($"catalog/entities/by-name/component/default/{name}", cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? null
            : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
    }

    /// <summary>Waits until the entity is as the condition says.</summary>
    public static Task ComponentIsAsync(
        this HttpClient client, string name, Func<JsonNode?, bool> condition, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(
            async () => condition(await client.ComponentAsync(name, cancellationToken)),
            cancellationToken,
            $"component {name} is as it should be");

    public static string? LocationOf(this JsonNode? entity) =>
        (string?)entity?["metadata"]?["annotations"]?["backstage.io/managed-by-location"];

    public static string? DescriptionOf(this JsonNode? entity) => (string?)entity?["metadata"]?["description"];
}
