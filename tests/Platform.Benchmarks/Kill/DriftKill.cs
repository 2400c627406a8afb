using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Benchmarks.Drift;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Forge;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Benchmarks.Kill;

/// <summary>Has sweeps run all the time, changes what they look at, and kills the app again and again.</summary>
internal sealed class DriftKill(HostProcess host, OrganizationDriver organization, int count, Random random)
{
    private const double FaultRate = 0.05;

    // The driver's own calls are others.
    private static readonly string[] Routes =
    [
        "GET /orgs/{org}/repos", "GET /repos/{owner}/{repo}/git/trees/{sha}", "GET /repos/{owner}/{repo}/tarball/{ref}",
        "GET /repos/{owner}/{repo}/rules/branches/{branch}", "GET /repos/{owner}/{repo}/actions/runs",
        "GET /repos/{owner}/{repo}/commits", "GET /repositories/{repository_id}",
    ];

    // Limits, errors of the server, and answers that break off. That what is there answers 404 is no fault that passes.
    private static readonly string[] Lies = ["not-found", "empty-repository", "conflict", "object-missing"];

    private readonly List<string> _movable = [.. Enumerable.Range(0, count).Where(number => number % 10 is 0 or > 6)
        .Select(DriftOrganization.NameOf)];

    public int KillsAtStart { get; private set; }

    public int Sweeps { get; private set; }

    public int Pushes { get; private set; }

    public int Renamed { get; private set; }

    public int Faults { get; private set; }

    public HashSet<string> Deleted { get; } = [];

    /// <summary>Nothing depends on those that change.</summary>
    public bool IsUntouched(string subject) =>
        int.TryParse(subject[(subject.LastIndexOf('-') + 1)..], out var number) && number % 10 is > 0 and < 7
        && subject.Contains("service-", StringComparison.Ordinal);

    public static async Task SweepAsync(HostProcess host, object scope)
    {
        while (true)
        {
            using var answer = await host.Client.PostAsJsonAsync("drift/sweeps", scope);
            var id = answer.Headers.Location!.ToString().Split('/')[^1];
            await LongSweep.EndAsync(host.Client, id, "drift");
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                return;
            }
        }
    }

    public async Task RunAsync(int kills, int seed, Action<string> say)
    {
        var forge = await ForgeAsync();
        var plan = new JsonObject
        {
            ["org"] = organization.Name,
            ["seed"] = seed,
            ["rate"] = FaultRate,
            ["faults"] = new JsonArray([.. ForgeFault.Passing
                .Where(fault => !Lies.Contains(fault.Kind) && !fault.IsSlow && fault.RetryAfter is not null)
                .Select(fault => fault.Entry())]),
            ["routes"] = new JsonArray([.. Routes.Select(route => JsonValue.Create(route))]),
        };
        using (var begun = await forge.PostAsJsonAsync("_forge/chaos", plan))
        {
            begun.EnsureSuccessStatusCode();
        }

        var watch = Stopwatch.StartNew();
        for (var kill = 1; kill <= kills; kill++)
        {
            if (random.Next(6) == 0)
            {
                KillsAtStart++;
                await Task.Delay(random.Next(3000));
            }
            else
            {
                await host.WaitUntilReadyAsync(CancellationToken.None);
                await BeginAsync();
                await Task.Delay(random.Next(100, 2500));
                await ChangeAsync();
                await Task.Delay(random.Next(100, 2500));
            }

            host.Kill();
            host.Launch();
            if (kill % 10 == 0)
            {
                say($"  {kill} kills, {Sweeps} sweeps, {watch.Elapsed.TotalSeconds:0} s");
            }
        }

        var chaos = await forge.GetFromJsonAsync<JsonNode>($"_forge/chaos?org={organization.Name}");
        Faults = (int)chaos![0]!["faulted"]!;
        using var ended = await forge.DeleteAsync($"_forge/chaos?org={organization.Name}");
        await host.WaitUntilReadyAsync(CancellationToken.None);
    }

    /// <summary>One that is under way goes on.</summary>
    private async Task BeginAsync()
    {
        using var answer = await host.Client.PostAsJsonAsync("drift/sweeps", new { slow = random.Next(3) == 0 });
        Sweeps += answer.StatusCode == HttpStatusCode.Accepted ? 1 : 0;
    }

    private async Task ChangeAsync()
    {
        var name = _movable[random.Next(_movable.Count)];
        switch (random.Next(10))
        {
            case 0:
                await organization.DeleteAsync(name);
                _movable.Remove(name);
                Deleted.Add(name);
                break;
            case 1:
                await organization.RenameAsync(name, $"{name}-moved");
                _movable[_movable.IndexOf(name)] = $"{name}-moved";
                Renamed++;
                break;
            default:
                var image = random.Next(2) == 0 ? "node:14-alpine" : "node:24-alpine";
                await organization.PushAsync(name, ("Dockerfile", $"FROM {image}\n# {Pushes++}\n"));
                break;
        }
    }

    private static async Task<HttpClient> ForgeAsync()
    {
        var services = await TestServices.Instance;
        var http = new HttpClient { BaseAddress = services.ForgeUrl };
        http.DefaultRequestHeaders.Authorization = new("Bearer", services.ForgeToken);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("platform-benchmarks");
        return http;
    }
}
