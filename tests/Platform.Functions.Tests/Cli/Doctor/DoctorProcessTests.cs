using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Functions.Cli;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Doctor;

/// <summary>The command as pipelines call it.</summary>
public sealed class DoctorProcessTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_environment_is_status_0_with_one_object_a_line_on_stdout_and_no_prose()
    {
        var (status, output, error) = await RunAsync("--json");

        Assert.True(status == ExitCode.Fine, $"{output}\n{error}");
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
        {
            var finding = JsonNode.Parse(line)!.AsObject();
            Assert.Contains((string)finding["status"]!, (string[])["fine", "warning"]);
            Assert.NotEmpty((string)finding["name"]!);
            Assert.NotEmpty((string)finding["message"]!);
            Assert.Equal((string)finding["status"]! == "fine", finding["fix"] is null);
        });
        Assert.EndsWith("fine.", error.TrimEnd());
    }

    [Fact]
    public async Task An_environment_at_fault_is_status_3_and_people_read_what_mends_it()
    {
        var (status, output, _) = await RunAsync("--GitHubToken=revoked-token");

        Assert.Equal(ExitCode.EnvironmentAtFault, status);
        Assert.Matches("FAILED +github +GitHub does not accept the token", output);
        Assert.Contains("-> Make a new token and put it into GitHubToken.", output);
    }

    [Fact]
    public async Task An_unknown_argument_is_status_2() =>
        Assert.Equal(ExitCode.Usage, (await RunAsync("--jsn")).Status);

    private async Task<(int Status, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var services = await TestServices.Instance;
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Platform.Functions.dll"), "doctor",
            $"--AzureWebJobsStorage={storage.ConnectionString}", $"--GitHubApiUrl={services.ForgeUrl}",
            $"--GitHubToken={services.ForgeToken}", "--GitHubIsForge=true", "--GitHubWebhookSecret=secret", "--LocalHttpPort=0",
            .. arguments,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output, await error);
    }
}
