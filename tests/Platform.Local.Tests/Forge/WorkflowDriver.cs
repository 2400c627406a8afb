using System.Text.Json.Nodes;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

/// <summary>Pushes a workflow and waits for the end of its run.</summary>
internal sealed class WorkflowDriver(ForgeDriver forge)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<(JsonNode Run, JsonArray Jobs)> RunAsync(string workflow) =>
        await RunAsync(await forge.NewRepositoryAsync(), workflow);

    public async Task<(JsonNode Run, JsonArray Jobs)> RunAsync(string repository, string workflow)
    {
        var sha = await forge.PushFilesAsync(repository, new() { [".github/workflows/ci.yml"] = workflow });
        var runs = $"{repository}/actions/runs";
        JsonNode? run = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var found = await forge.MustAsync("GET", $"{runs}?head_sha={sha}&event=push");
                run = found["workflow_runs"]!.AsArray().FirstOrDefault();
                return run?["status"]!.ToString() == "completed";
            },
            Cancellation);
        var jobs = (await forge.MustAsync("GET", $"{runs}/{run!["id"]}/jobs"))["jobs"]!.AsArray();
        return (await forge.MustAsync("GET", $"{runs}/{run["id"]}"), jobs);
    }

    public async Task<string> LogAsync(JsonNode run, JsonNode job)
    {
        var answer = await forge.GetAsync($"repos/{run["repository"]!["full_name"]}/actions/jobs/{job["id"]}/logs");
        Assert.Equal(302, answer.Status);
        using var anonymous = new HttpClient();
        return await anonymous.GetStringAsync(answer.Headers.Location, Cancellation);
    }

    /// <summary>A process with this mark in its command line exists on this machine.</summary>
    public static bool IsRunning(string mark) =>
        Directory
            .EnumerateDirectories("/proc")
            .Any(process =>
            {
                try
                {
                    return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(mark, StringComparison.Ordinal);
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    return false;
                }
            });
}
