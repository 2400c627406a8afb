using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class ForgeProcessTests : IDisposable
{
    private const string Runs = "repos/acme/orders/actions/runs";
    private readonly string _folder = Directory.CreateTempSubdirectory("forge-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        using var first = await StartAsync();
        using var client = await ClientAsync(first);
        await client.PostAsJsonAsync(
            "orgs/acme/repos",
            new
            {
                name = "orders",
                auto_init = true,
                description = "Orders",
            },
            Cancellation);
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("repos/acme/orders/git/ref/heads/main", Cancellation)).IsSuccessStatusCode,
            Cancellation);
        await client.PutAsJsonAsync("repos/acme/orders/topics", new { names = new[] { "kept" } }, Cancellation);
        await client.PostAsJsonAsync(
            "repos/acme/orders/hooks",
            new { config = new { url = "http://127.0.0.1:1/" } },
            Cancellation);
        await client.PostAsJsonAsync("orgs/acme/repos", new { name = "young", auto_init = true }, Cancellation);
        var slow = new
        {
            message = "CI",
            content = Convert.ToBase64String(
                "{ on: push, jobs: { a: { runs-on: ubuntu-latest, steps: [{ run: sleep 2 }] } } }"u8),
        };
        await client.PutAsJsonAsync("repos/acme/orders/contents/.github/workflows/ci.yml", slow, Cancellation);

        first.Kill();
        await first.WaitForExitAsync(Cancellation);
        using var second = await StartAsync();
        using var again = await ClientAsync(second);

        var read = await again.GetFromJsonAsync<JsonObject>("repos/acme/orders", Cancellation);
        Assert.Equal(("Orders", "kept"), ($"{read!["description"]}", $"{read["topics"]![0]}"));
        Assert.Single((await again.GetFromJsonAsync<JsonArray>("repos/acme/orders/hooks", Cancellation))!);
        await Eventually.HoldsAsync(
            async () => (await again.GetAsync("repos/acme/young/git/ref/heads/main", Cancellation)).IsSuccessStatusCode,
            Cancellation);
        await Eventually.HoldsAsync(
            async () =>
                $"{(await again.GetFromJsonAsync<JsonObject>(Runs, Cancellation))!["workflow_runs"]![0]!["conclusion"]}"
                == "success",
            Cancellation);
        second.Kill();
        await second.WaitForExitAsync(Cancellation);
    }

    [Fact]
    public async Task It_stops_when_it_is_asked_to()
    {
        using var forge = await StartAsync();

        using var kill = Process.Start("kill", ["-TERM", $"{forge.Id}"]);
        await forge.WaitForExitAsync(Cancellation);

        Assert.Equal(0, forge.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--data x")]
    [InlineData("--data x --token")]
    [InlineData("--data x --token y --port z")]
    [InlineData("--data x --token y --unknown z")]
    public async Task It_explains_itself_when_started_wrongly(string arguments)
    {
        using var forge = Start(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        var error = await forge.StandardError.ReadToEndAsync(Cancellation);
        await forge.WaitForExitAsync(Cancellation);

        Assert.Equal(2, forge.ExitCode);
        Assert.StartsWith("usage:", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Process> StartAsync()
    {
        var ready = Path.Combine(_folder, "ready.json");
        File.Delete(ready);
        var process = Start("--data", Path.Combine(_folder, "data"), "--token", "secret", "--ready-file", ready);
        await Eventually.HoldsAsync(() => File.Exists(ready) || process.HasExited, Cancellation);
        return process;
    }

    private async Task<HttpClient> ClientAsync(Process process)
    {
        var ready = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "ready.json"), Cancellation))!;
        Assert.Equal(process.Id, (int)ready["pid"]!);
        var client = new HttpClient { BaseAddress = new Uri(ready["url"]!.ToString()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        return client;
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Platform.Local.Forge.dll"), .. arguments])
            {
                RedirectStandardError = true,
            })!;
}
