using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Core.Health;
using Platform.Functions.Cli.Doctor;
using Platform.Functions.Health;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Doctor;

/// <summary>
/// Everything wrong is made wrong for real: services that are dead, tokens that are refused, files that are broken.
/// </summary>
public sealed class DoctorTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const string DeadStorage =
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=d3Jvbmc=;BlobEndpoint=http://127.0.0.1:1/a;"
        + "QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_all_is_well_every_dependency_and_setting_has_a_line_that_says_so()
    {
        var lines = await ExamineAsync();

        Assert.Empty(lines.Where(line => line.Finding.Status == FindingStatus.Failed).Select(DoctorCommand.JsonOf));
        Assert.Equal(lines.Count, lines.Select(line => line.Name).Distinct().Count());
        string[] expected =
        [
            "dotnet", "node", "git", "disk", "settings file", "AzureWebJobsStorage", "GitHubToken", "local services", "tables",
            "queues", "blobs", "clock", "poison", "vault", "github", "webhooks", "slack", "templates",
            "unknown settings", "port", "hub",
        ];
        Assert.Empty(expected.Except(lines.Select(line => line.Name)));
    }

    [Fact]
    public async Task Every_setting_that_is_wrong_is_named_at_once_and_its_value_is_not_shown()
    {
        var lines = await ExamineAsync(
            "--AzureWebJobsStorage=nonsense", "--GitHubApiUrl=ftp://x", "--GitHubMutationsPerHour=many",
            "--GitHubIsForge=perhaps", "--GitHubLongestWaitSeconds=9999", "--AccessAdminKeyHash=guess",
            "--TemplatesDirectory=/nowhere", "--PlatformPublicUrl=nowhere");

        Assert.All(
            [
                "AzureWebJobsStorage", "GitHubApiUrl", "GitHubMutationsPerHour", "GitHubIsForge", "GitHubLongestWaitSeconds",
                "AccessAdminKeyHash", "TemplatesDirectory", "PlatformPublicUrl",
            ],
            name =>
            {
                var finding = Find(lines, name);
                Assert.Equal(FindingStatus.Failed, finding.Status);
                Assert.Contains(name, finding.Message);
                Assert.Contains("local.settings.json", finding.Fix);
            });
        Assert.Equal("GitHubIsForge can't be read; expected true or false.", Find(lines, "GitHubIsForge").Message);
        Assert.DoesNotContain(lines, line => DoctorCommand.JsonOf(line).Contains("nonsense"));
        Assert.DoesNotContain(lines, line => DoctorCommand.JsonOf(line).Contains("guess"));
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_said_of_each_service()
    {
        var lines = await ExamineAsync($"--AzureWebJobsStorage={DeadStorage}");

        Assert.All(["tables", "queues", "blobs"], name => Assert.Contains("does not answer", Find(lines, name).Message));
        Assert.Equal(FindingStatus.Failed, Find(lines, "hub").Status);
        Assert.Equal(FindingStatus.Fine, Find(lines, "AzureWebJobsStorage").Status);
    }

    [Fact]
    public async Task A_token_that_the_forge_refuses_is_to_be_replaced()
    {
        var lines = await ExamineAsync("--GitHubToken=revoked-token");

        Assert.Contains("put it into GitHubToken", Find(lines, "github").Fix);
        Assert.DoesNotContain(lines, line => DoctorCommand.JsonOf(line).Contains("revoked-token"));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_found()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var finding = Find(await ExamineAsync($"--LocalHttpPort={port}"), "port");

        Assert.Equal((FindingStatus.Failed, $"Port {port} is taken."), (finding.Status, finding.Message));
    }

    [Fact]
    public async Task A_machine_without_its_tools_is_told_which_and_from_where()
    {
        var empty = Directory.CreateTempSubdirectory("no-tools-");
        try
        {
            var lines = await ExamineAsync(Machine.Current with { SearchPath = empty.FullName });

            Assert.Contains("dotnet.microsoft.com", Find(lines, "dotnet").Fix);
            Assert.Contains("nodejs.org", Find(lines, "node").Fix);
            Assert.Contains("git-scm.com", Find(lines, "git").Fix);
        }
        finally
        {
            empty.Delete();
        }
    }

    [Fact]
    public async Task Orchestrations_that_this_build_can_not_go_on_with_are_found_without_an_engine()
    {
        var account = await StorageFixture.NewAsync();
        string[] settings = [.. await SettingsAsync(), $"--AzureWebJobsStorage={account.ConnectionString}"];
        var work = new DurableWork();
        work.AddOrchestrator("Scaffold_v0", async context =>
        {
            await context.WaitForExternalEvent<string>("never", CancellationToken.None);
            return null;
        });
        var options = new DurableEngineOptions { ConnectionString = account.ConnectionString };
        await using (var engine = new DurableEngine(options, work, TimeProvider.System, NullLoggerFactory.Instance))
        {
            await engine.StartAsync(Cancel);
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Scaffold_v0", Cancel);
            await engine.StopAsync(Cancel);
        }

        var finding = Find(await new Examination(settings, Machine.Current).RunAsync(Cancel), "hub");

        Assert.Equal(FindingStatus.Failed, finding.Status);
        Assert.Equal(
            "Nobody runs hub PlatformHub now. 1 orchestration is in flight, and this build has no Scaffold_v0 (1).",
            finding.Message);
    }

    [Fact]
    public async Task A_hub_that_somebody_runs_is_read_all_the_same()
    {
        var account = await StorageFixture.NewAsync();
        string[] settings = [.. await SettingsAsync(), $"--AzureWebJobsStorage={account.ConnectionString}"];
        var options = new DurableEngineOptions { ConnectionString = account.ConnectionString };
        await using var engine = new DurableEngine(options, new DurableWork(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(Cancel);

        var finding = Find(await new Examination(settings, Machine.Current).RunAsync(Cancel), "hub");

        Assert.Equal(FindingStatus.Fine, finding.Status);
        Assert.Contains($"belongs to process {Environment.ProcessId} on", finding.Message);
        await engine.StopAsync(Cancel);
    }

    private async Task<IReadOnlyList<HealthLine>> ExamineAsync(params string[] changes) =>
        await new Examination([.. await SettingsAsync(), .. changes], Machine.Current).RunAsync(Cancel);

    private async Task<IReadOnlyList<HealthLine>> ExamineAsync(Machine machine) =>
        await new Examination(await SettingsAsync(), machine).RunAsync(Cancel);

    private static Finding Find(IReadOnlyList<HealthLine> lines, string name) => lines.Single(line => line.Name == name).Finding;

    private async Task<string[]> SettingsAsync()
    {
        var services = await TestServices.Instance;
        return
        [
            $"--AzureWebJobsStorage={storage.ConnectionString}", $"--GitHubApiUrl={services.ForgeUrl}",
            $"--GitHubToken={services.ForgeToken}", "--GitHubIsForge=true", "--GitHubWebhookSecret=secret", "--LocalHttpPort=0",
            "--DriftSweepSchedule=0 7 2 * * *", "--DriftSlowSchedule=0 37 * * * *",
            "--DriftReportSchedule=0 0 7 * * MON",
            "--CatalogSweepSchedule=0 47 * * * *", "--PeopleSweepSchedule=0 23 * * * *",
            "--MetricsReconcileSchedule=0 */5 * * * *",
        ];
    }
}
