using System.Diagnostics;
using System.Text.Json;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Queues;

/// <summary>A short run of <c>Platform.Benchmarks -- queues</c>; the long ones are run by hand.</summary>
public sealed class LoadTests
{
    private const string Program = "Platform.Benchmarks";

    [Fact]
    public async Task Killed_hosts_handle_each_message_at_least_once_and_give_up_exactly_those_that_always_fail()
    {
        var storage = await StorageFixture.NewAsync();
        var report = Path.GetTempFileName();
        try
        {
            string[] arguments =
            [
                "queues", "--messages", "300", "--failing", "2%", "--kills", "5", "--seed", "3", "--lease", "00:00:05",
                "--storage", storage.ConnectionString, "--json", report,
            ];
            using var load = Process.Start(new ProcessStartInfo("dotnet", [ProgramPath(), .. arguments])
            {
                RedirectStandardOutput = true,
            })!;
            var output = await load.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await load.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(load.ExitCode == 0, output);
            var figures = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken))
                .RootElement.GetProperty("figures").EnumerateArray().ToList();
            Assert.All(figures.Where(figure => figure.TryGetProperty("met", out _)), figure =>
                Assert.True(figure.GetProperty("met").GetBoolean(), output));
            Assert.Equal(5, Value("kills"));
            Assert.Equal(6, Value("of them always failing"));

            double Value(string name) =>
                figures.Single(figure => figure.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();
        }
        finally
        {
            File.Delete(report);
        }
    }

    // artifacts/local/bin/Platform.Local.Tests/debug -> artifacts/local/bin/Platform.Benchmarks/debug
    private static string ProgramPath()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, Program, here.Name, $"{Program}.dll");
    }
}
