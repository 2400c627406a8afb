using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Functions.Cli;
using Platform.TestKit.Services;

namespace Platform.TestKit.Hosting;

/// <summary>
/// The real function app as a process of its own, so that it can be killed at any instruction and started again: same settings,
/// same address, same storage account and organisation.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private const int MostLines = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-host-");
    private readonly ConcurrentQueue<string> _output = new();
    private readonly IReadOnlyList<string> _arguments;
    private Process? _process;

    private HostProcess(PlatformHostSettings settings, StorageFixture storage, IDictionary<string, string?> values)
    {
        Storage = storage;
        Organization = settings.Organization;
        var port = LoopbackPort.Free();
        values["LocalHttpPort"] = $"{port}";
        values["LocalReadyFile"] = ReadyFile;
        values["PlatformPublicUrl"] = $"http://127.0.0.1:{port}";
        _arguments = [.. values.Select(value => $"--{value.Key}={value.Value}")];
        Client = new HttpClient(new FreshCatalogReads())
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}/api/"),
            Timeout = TimeSpan.FromSeconds(100),
        };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.AdminKey.Reveal());
    }

    /// <value>Calls with an admin key; outlives kills.</value>
    public HttpClient Client { get; }

    public StorageFixture Storage { get; }

    public string Organization { get; }

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The host does not run.");

    /// <value>The last lines that the processes wrote.</value>
    public string Output => string.Join('\n', _output.TakeLast(200));

    /// <value>Everything that they wrote.</value>
    public string WholeOutput => string.Join('\n', _output);

    private string ReadyFile => Path.Combine(_folder.FullName, "ready.json");

    public static async Task<HostProcess> StartAsync(
        CancellationToken cancellationToken, Action<IDictionary<string, string?>>? settings = null)
    {
        var storage = await StorageFixture.NewAsync();
        var chosen = new PlatformHostSettings();
        var values = chosen.For(storage.ConnectionString, await TestServices.Instance);
        settings?.Invoke(values);
        var host = new HostProcess(chosen, storage, values);
        host.Launch();
        await host.WaitUntilReadyAsync(cancellationToken);
        return host;
    }

    /// <summary>A client with a key of that name and role; outlives kills, too.</summary>
    public async Task<HttpClient> ClientAsync(string name, string role, CancellationToken cancellationToken)
    {
        using var made = await Client.PostAsJsonAsync(
            "access/keys", new { name, roles = new[] { role } }, cancellationToken);
        made.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync(cancellationToken));
        var client = new HttpClient { BaseAddress = Client.BaseAddress, Timeout = Client.Timeout };
        client.DefaultRequestHeaders.Authorization = new("Bearer", body.RootElement.GetProperty("key").GetString());
        return client;
    }

    /// <summary>Starts the process and does not wait for anything.</summary>
    public void Launch()
    {
        File.Delete(ReadyFile);
        var app = Path.Combine(AppContext.BaseDirectory, "Platform.Functions.dll");
        var start = new ProcessStartInfo("dotnet", [app, .. _arguments])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(ReadyFile))
        {
            if (_process is not { HasExited: false } || watch.Elapsed > LongestStart)
            {
                throw new InvalidOperationException($"The host did not start:\n{Output}");
            }

            await Task.Delay(20, cancellationToken);
        }

        using var ready = JsonDocument.Parse(await File.ReadAllTextAsync(ReadyFile, cancellationToken));
        if (ready.RootElement.GetProperty("pid").GetInt32() != _process?.Id)
        {
            throw new InvalidOperationException("The ready file is another process's.");
        }
    }

    /// <summary>SIGKILL: nothing is written any more, no lease is given back.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Client.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            while (_output.Count > MostLines)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
