using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Supervisor;

/// <summary>What a keeper does with services that misbehave; a few lines of JavaScript stand in for them.</summary>
public sealed class KeptServiceTests
{
    private const string Listens = """
        require("net").createServer().listen(0, "127.0.0.1", function () {
          console.log("Thing listens at http://127.0.0.1:" + this.address().port);
        });
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_ends_before_it_is_ready_is_an_error_with_its_last_words()
    {
        await using var root = new ServicesRoot();
        var spec = await SpecAsync(root, "console.error('the disk is full'); process.exit(9)");

        var failure = await Assert.ThrowsAsync<LocalServicesException>(() => AcquireAsync(root, spec));

        Assert.Contains("thing ended by itself with status 9", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
        Assert.True(ServicesRoot.KeeperIsGone(spec.Directory()));
        Assert.Empty(Directory.EnumerateFiles(spec.Directory().Clients));
    }

    [Fact]
    public async Task A_service_that_ignores_the_request_to_stop_is_killed()
    {
        await using var root = new ServicesRoot();
        var spec = await SpecAsync(root, "process.on('SIGTERM', () => {});" + Listens);
        var client = await AcquireAsync(root, spec);
        var child = SupervisorJson.TryRead<ProcessIdentity>(spec.Directory().Child)!;

        client.Dispose();

        await Eventually.HoldsAsync(() => child.Find() is null, Cancellation);
        await Eventually.HoldsAsync(() => ServicesRoot.KeeperIsGone(spec.Directory()), Cancellation);
    }

    [Fact]
    public async Task A_client_that_comes_while_the_services_stop_starts_them_anew()
    {
        await using var root = new ServicesRoot();
        var spec = await SpecAsync(root, "process.on('SIGTERM', () => setTimeout(() => process.exit(0), 2000));" + Listens);
        var first = await AcquireAsync(root, spec);
        first.Dispose();
        await Eventually.HoldsAsync(() => !File.Exists(spec.Directory().Endpoints), Cancellation);

        using var second = await AcquireAsync(root, spec);

        Assert.NotEqual(first.Endpoints.Instance, second.Endpoints.Instance);
        Assert.True(await ServicesRoot.ListensAsync(second.Endpoints.Urls["Thing"]));
    }

    [Fact]
    public async Task Files_of_a_keeper_that_died_with_the_machine_do_no_harm()
    {
        await using var root = new ServicesRoot();
        var spec = await SpecAsync(root, Listens);
        var directory = spec.Directory();
        directory.Create();
        var gone = new ProcessIdentity(Environment.ProcessId, DateTime.UnixEpoch);
        var urls = new Dictionary<string, Uri> { ["Thing"] = new("http://127.0.0.1:1") };
        SupervisorJson.Write(directory.Endpoints, new ServiceEndpoints("old", spec.Signature, gone, urls, null));
        SupervisorJson.Write(directory.Child, gone);
        await File.WriteAllTextAsync(Path.Combine(directory.Clients, "1-dead"), "", Cancellation);

        using var client = await AcquireAsync(root, spec);

        Assert.True(await ServicesRoot.ListensAsync(client.Endpoints.Urls["Thing"]));
    }

    [Fact]
    public async Task A_torn_endpoint_file_does_no_harm()
    {
        await using var root = new ServicesRoot();
        var spec = await SpecAsync(root, Listens);
        spec.Directory().Create();
        await File.WriteAllTextAsync(spec.Directory().Endpoints, "{\"instance\":", Cancellation);

        using var client = await AcquireAsync(root, spec);

        Assert.Equal(client.Endpoints.Instance, SupervisorJson.TryRead<ServiceEndpoints>(spec.Directory().Endpoints)?.Instance);
    }

    [Fact]
    public async Task What_a_service_says_is_in_a_log_that_stays_small()
    {
        await using var root = new ServicesRoot();
        var spec = await SpecAsync(root, "for (let i = 0; i < 60000; i++) console.log('x'.repeat(100));" + Listens);

        using var client = await AcquireAsync(root, spec);

        var logs = new DirectoryInfo(Path.GetDirectoryName(spec.Directory().Log)!).GetFiles("thing.log*");
        Assert.Equal(2, logs.Length);
        Assert.All(logs, log => Assert.InRange(log.Length, 1, 1_100_000));
    }

    private static async Task<ServiceSpec> SpecAsync(ServicesRoot root, string script)
    {
        var path = Environment.GetEnvironmentVariable("PATH")!;
        return new ServiceSpec
        {
            Name = "thing",
            RootDirectory = root.Path,
            Signature = "thing",
            FileName = (await NodeTools.FindAsync(path, "this test", Cancellation)).Node,
            Arguments = ["-e", script],
            ReadyPattern = @"(?<name>Thing) listens at (?<url>\S+)",
            ReadyLines = 1,
            Linger = ServicesRoot.Short,
            StopPatience = TimeSpan.FromSeconds(4),
        };
    }

    private static Task<ServiceClient> AcquireAsync(ServicesRoot root, ServiceSpec spec) =>
        ServiceClient.AcquireAsync(spec, root.Options(spec.Linger).Tools, null, Cancellation);
}
