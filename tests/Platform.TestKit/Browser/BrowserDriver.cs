using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Oracles;
using Platform.TestKit.Services;

namespace Platform.TestKit.Browser;

/// <summary>
/// A real, headless Chromium with one page, driven by Playwright in a Node process of its own. Steps are scripts of Playwright's
/// API with <c>page</c>, <c>context</c>, <c>seen</c> (console, errors, requests), <c>audit()</c> and <c>argument</c>.
/// </summary>
public sealed class BrowserDriver : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-browser-");
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<string> _complaints = [];
    private readonly Process _process;
    private readonly string _script;
    private int _lastId;

    private BrowserDriver(string script, BrowserOptions options)
    {
        _script = script;
        var start = new ProcessStartInfo("node", [script, Describe(options)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The browser's profile goes with the folder, however the browser ends.
        start.Environment["TMPDIR"] = start.Environment["TEMP"] = _folder.FullName;
        _process = Process.Start(start) ?? throw new InvalidOperationException("Node could not be started.");
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    public static async Task<BrowserDriver> StartAsync(BrowserOptions options, CancellationToken cancellationToken)
    {
        var source = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Browser", "driver.mjs"), cancellationToken);
        var browser = new BrowserDriver(await NodeOracles.WriteAsync(source, cancellationToken), options);
        try
        {
            await browser.ReadAsync(0, cancellationToken);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <returns>What the script returned.</returns>
    /// <exception cref="InvalidOperationException">
    /// The step failed; the message has the reason and what the page showed.
    /// </exception>
    public async Task<JsonNode?> RunAsync(string script, CancellationToken cancellationToken, JsonNode? argument = null)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var id = ++_lastId;
            var step = new JsonObject { ["id"] = id, ["script"] = script, ["argument"] = argument?.DeepClone() };
            await _process.StandardInput.WriteLineAsync(step.ToJsonString().AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
            return await ReadAsync(id, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        File.Delete(_script);
        _turn.Dispose();
        // A browser that was killed may still write for a moment.
        await Eventually.HoldsAsync(TryRemove, CancellationToken.None, "the browser's folder can be removed");
    }

    private static string Describe(BrowserOptions options) => JsonSerializer.Serialize(new
    {
        executable = Chromium.Path ?? throw new InvalidOperationException(Chromium.Missing),
        colorScheme = options.IsDark ? "dark" : "light",
        reducedMotion = options.ReducedMotion,
        width = options.Width,
        height = options.Height,
        patience = options.Patience.TotalMilliseconds,
    });

    private Task<bool> TryRemove()
    {
        try
        {
            _folder.Delete(recursive: true);
            return Task.FromResult(true);
        }
        catch (IOException)
        {
            return Task.FromResult(false);
        }
    }

    private async Task<JsonNode?> ReadAsync(int id, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            var answer = JsonNode.Parse(line)!;
            if ((int)answer["id"]! == id)
            {
                return answer["error"] is { } error ? throw new InvalidOperationException((string)error!) : answer["result"];
            }
        }

        lock (_complaints)
        {
            throw new InvalidOperationException($"The browser's driver ended: {string.Join('\n', _complaints)}");
        }
    }

    private void Keep(string? line)
    {
        lock (_complaints)
        {
            if (line is not null && _complaints.Count < 100)
            {
                _complaints.Add(line);
            }
        }
    }
}
