using System.Diagnostics;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Portal;

/// <summary>The pages' own checks and unit tests, which are written in their own language.</summary>
public sealed class FrontEndTests
{
    [Fact]
    public async Task Types_lint_and_unit_tests_of_the_pages_are_fine()
    {
        var start = new ProcessStartInfo("node", ["build.mjs", "--test"])
        {
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "functions", "Platform.Portal"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, $"{output}\n{await error}");
        Assert.Contains("passed", output);
    }
}
