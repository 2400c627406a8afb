using System.Diagnostics;
using System.Text.Json;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

/// <summary>A short run of <c>Platform.Benchmarks -- kill --toy</c>; the long ones are run by hand.</summary>
public sealed class KillTests
{
    private const string Program = "Platform.Benchmarks";

    [Fact]
    public async Task A_host_killed_at_random_moments_loses_doubles_and_forgets_nothing()
    {
        var storage = await StorageFixture.NewAsync();
        var report = Path.GetTempFileName();
        try
        {
            string[] arguments =
                ["kill", "--toy", "--kills", "10", "--seed", "7", "--storage", storage.ConnectionString, "--json", report];
            using var kill = Process.Start(new ProcessStartInfo("dotnet", [ProgramPath(), .. arguments])
            {
                RedirectStandardOutput = true,
            })!;
            var output = await kill.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(kill.ExitCode == 0, output);
            var figures = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken))
                .RootElement.GetProperty("figures").EnumerateArray()
                .ToDictionary(
                    figure => figure.GetProperty("name").GetString()!, figure => figure.GetProperty("value").GetDouble());
            Assert.True(figures["lost, doubled, changed or stuck"] == 0, output);
            Assert.Equal(10, figures["kills"]);
            Assert.True(figures["orchestrations started, acknowledged and completed"] >= 16, output);
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
