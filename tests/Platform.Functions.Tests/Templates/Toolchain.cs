using System.Diagnostics;

namespace Platform.Functions.Tests.Templates;

/// <summary>How a generated repository's language is tested and started on this machine.</summary>
/// <param name="Test">Runs the repository's own tests.</param>
/// <param name="Start">Starts the service on a free port of the loopback interface.</param>
internal sealed record Toolchain(IReadOnlyList<string> Test, IReadOnlyList<string> Start)
{
    private const string PythonModules = "import fastapi, uvicorn, prometheus_client, httpx, pytest";

    public static async Task<Toolchain> OfAsync(RenderedGoldenPath rendered, CancellationToken cancellationToken) =>
        rendered.Files.ContainsKey("package.json") ? Node : Python(await FindPythonAsync(cancellationToken));

    private static Toolchain Node { get; } = new(["npm", "test"], ["node", "src/main.js"]);

    private static Toolchain Python(string python) => new(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        [python, "-m", "uvicorn", "--factory", "app.main:build", "--host", "127.0.0.1", "--port", "0"]);

    // Debian's packages stand in for PyPI; they belong to Debian's own Python, which need not be the first on the PATH.
    private static async Task<string> FindPythonAsync(CancellationToken cancellationToken)
    {
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
        {
            if (await KnowsAsync(python, cancellationToken))
            {
                return python;
            }
        }

        const string Missing = "No python3 here has fastapi, uvicorn, prometheus-client, httpx and pytest.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Missing);
        throw new InvalidOperationException(Missing);
    }

    private static async Task<bool> KnowsAsync(string python, CancellationToken cancellationToken)
    {
        try
        {
            var start = new ProcessStartInfo(python, ["-c", PythonModules]) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
