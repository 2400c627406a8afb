using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Adapters.Web;
using Platform.Core.Catalog.Backstage;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog.Import;

/// <summary>What came of registering an address.</summary>
/// <param name="Entities">What it would bring; of a dry run only.</param>
/// <param name="Refused">Why it is not, or not completely, what was hoped for.</param>
/// <param name="WasThere">It was registered before.</param>
internal sealed record BroughtLocation(
    string Target, IReadOnlyList<JsonObject> Entities, IReadOnlyList<Problem> Refused, bool WasThere)
{
    /// <summary>A location that nothing else speaks of.</summary>
    public ImportedEntity ToItem() => new(
        $"location:default/{ImportLocations.NameOf(Target)}", $"{LocationDocument.UrlType}:{Target}", ImportOutcome.Rejected)
    {
        Problems = Refused,
    };
}

/// <summary>Registers addresses, a few at a time, and waits until they are read.</summary>
internal sealed class ImportLocations(PlatformApi platform, CommandProgress progress)
{
    private const int AtOnce = 4;
    private const string Operation = "Platform-Catalog-Operation";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static string NameOf(string target) =>
        new RegisteredLocation(string.Empty, LocationDocument.UrlType, target, false, default, string.Empty).EntityName;

    /// <summary>What registering would bring; nothing is written.</summary>
    public Task<IReadOnlyList<BroughtLocation>> TryAsync(IReadOnlyList<string> targets, CancellationToken cancellationToken) =>
        AllAsync("Locations read", targets, TryAsync, cancellationToken);

    public Task<IReadOnlyList<BroughtLocation>> RegisterAsync(
        IReadOnlyList<string> targets, CancellationToken cancellationToken) =>
        AllAsync("Locations registered", targets, RegisterAsync, cancellationToken);

    private async Task<IReadOnlyList<BroughtLocation>> AllAsync(
        string what,
        IReadOnlyList<string> targets,
        Func<string, CancellationToken, Task<BroughtLocation>> bring,
        CancellationToken cancellationToken)
    {
        var brought = new BroughtLocation[targets.Count];
        var done = 0;
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, targets.Count, limit, async (index, token) =>
        {
            brought[index] = await bring(targets[index], token);
            lock (progress)
            {
                progress.Tell(what, ++done, targets.Count);
            }
        });
        return brought;
    }

    private async Task<BroughtLocation> TryAsync(string target, CancellationToken cancellationToken)
    {
        var answer = await PostAsync("catalog/locations?dryRun=true", target, cancellationToken);
        var entities = (answer.Body?["entities"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        return new(target, entities, ProblemsOf(answer), (bool?)answer.Body?["exists"] == true);
    }

    private async Task<BroughtLocation> RegisterAsync(string target, CancellationToken cancellationToken)
    {
        var answer = await PostAsync("catalog/locations", target, cancellationToken);
        var wasThere = answer.Status == HttpStatusCode.Conflict;
        if (wasThere)
        {
            // An earlier import may have been ended between registering and reading.
            var named = new JsonObject { ["entityRef"] = $"location:default/{NameOf(target)}" };
            answer = await platform.TryPostAsync("catalog/refresh", named, cancellationToken);
        }

        if (answer.Headers.GetValueOrDefault(Operation) is { } id)
        {
            return new(target, [], await EndAsync(id, cancellationToken), wasThere);
        }

        return new(target, [], wasThere ? [] : ProblemsOf(answer), wasThere);
    }

    private Task<HttpAnswer> PostAsync(string path, string target, CancellationToken cancellationToken) =>
        platform.TryPostAsync(
            path, new JsonObject { ["type"] = LocationDocument.UrlType, ["target"] = target }, cancellationToken);

    /// <returns>What is wrong with what was read.</returns>
    private async Task<IReadOnlyList<Problem>> EndAsync(string id, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var operation = await platform.GetAsync($"catalog/operations/{id}", null, cancellationToken);
            if ((string?)operation["state"] != "queued")
            {
                return [.. (operation["result"]?["problems"] as JsonArray ?? [])
                    .Select(located => located?["problem"]?.Deserialize<Problem>(PlatformJson.Options)).OfType<Problem>()];
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                return [new("location-not-read-yet", $"It is still being read; operation {id} will tell.")];
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static IReadOnlyList<Problem> ProblemsOf(HttpAnswer answer) => answer.IsSuccess
        ? []
        : [.. PlatformApi.ErrorsOf(answer.Body)
            .Select(error => error.Deserialize<Problem>(PlatformJson.Options)).OfType<Problem>()];
}
