using Platform.Functions.Cli;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Doctor;

/// <summary>The command as pipelines call it.</summary>
public sealed class DoctorProcessTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task A_sound_environment_is_status_0_with_one_object_a_line_on_stdout_and_no_prose()
    {
        var doctor = await RunAsync("--json");

        Assert.True(doctor.Status == ExitCode.Fine, $"{doctor.Output}\n{doctor.Prose}");
        Assert.NotEmpty(doctor.Lines);
        Assert.All(doctor.Lines, finding =>
        {
            Assert.Contains((string)finding["status"]!, (string[])["fine", "warning"]);
            Assert.NotEmpty((string)finding["name"]!);
            Assert.NotEmpty((string)finding["message"]!);
            Assert.Equal((string)finding["status"]! == "fine", finding["fix"] is null);
        });
        Assert.EndsWith("fine.", doctor.Prose.TrimEnd());
    }

    [Fact]
    public async Task An_environment_at_fault_is_status_3_and_people_read_what_mends_it()
    {
        var doctor = await RunAsync("--GitHubToken=revoked-token");

        Assert.Equal(ExitCode.EnvironmentAtFault, doctor.Status);
        Assert.Matches("FAILED +github +GitHub does not accept the token", doctor.Output);
        Assert.Contains("-> Make a new token and put it into GitHubToken.", doctor.Output);
    }

    [Fact]
    public async Task An_unknown_argument_is_status_2() => Assert.Equal(ExitCode.Usage, (await RunAsync("--jsn")).Status);

    private async Task<CommandProcess> RunAsync(params string[] arguments)
    {
        var services = await TestServices.Instance;
        return await CommandProcess.RunAsync(TestContext.Current.CancellationToken,
        [
            "doctor", $"--AzureWebJobsStorage={storage.ConnectionString}", $"--GitHubApiUrl={services.ForgeUrl}",
            $"--GitHubToken={services.ForgeToken}", "--GitHubIsForge=true", "--GitHubWebhookSecret=secret", "--LocalHttpPort=0",
            "--DriftSweepSchedule=0 7 2 * * *", "--DriftSlowSchedule=0 37 * * * *",
            "--DriftReportSchedule=0 0 7 * * MON",
            "--CatalogSweepSchedule=0 47 * * * *", "--PeopleSweepSchedule=0 23 * * * *",
            "--MetricsReconcileSchedule=0 */5 * * * *",
            .. arguments,
        ]);
    }
}
