using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Platform.Functions.Cli;
using Platform.TestKit.Services;

namespace Platform.TestKit.Scaffolding.Remote;

/// <summary>
/// One of the examples of remote actions as a process of the machine's Node, which can be killed and started again; its effects
/// are files in a folder of its own, one for each key.
/// </summary>
public sealed class NodeAction : IAsyncDisposable
{
    public const string Secret = "the-platform-and-node-share-this";
    public const string SecretSetting = "RemoteActionSecretNode";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("platform-remote-");
    private readonly string _script;
    private readonly double _seconds;
    private readonly int _port = LoopbackPort.Free();
    private Process? _process;

    private NodeAction(string script, double seconds)
    {
        _script = Path.Combine(RepositoryRoot.Path, "examples", "remote-action", script);
        _seconds = seconds;
    }

    /// <value>What came of each key.</value>
    public IReadOnlyDictionary<string, JsonObject> Effects => _data.GetFiles("*.json").ToDictionary(
        file => Path.GetFileNameWithoutExtension(file.Name),
        file => JsonNode.Parse(File.ReadAllText(file.FullName))!.AsObject(),
        StringComparer.Ordinal);

    /// <param name="seconds">How long the slow example works.</param>
    public static async Task<NodeAction> StartAsync(string script, double seconds, CancellationToken cancellationToken)
    {
        var action = new NodeAction(script, seconds);
        action.Launch();
        await action.WaitUntilItListensAsync(cancellationToken);
        return action;
    }

    /// <summary>As an administrator would.</summary>
    /// <param name="change">Changes the registration.</param>
    public async Task RegisterAsync(
        HttpClient admin, string id, CancellationToken cancellationToken, Action<JsonObject>? change = null)
    {
        var registration = new JsonObject
        {
            ["description"] = "Books a desk.",
            ["url"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/"),
            ["signingSecret"] = SecretSetting,
            ["input"] = JsonNode.Parse(
                """{ "type": "object", "required": ["floor"], "properties": { "floor": { "type": "integer" } } }"""),
            ["output"] = JsonNode.Parse(
                """
                {
                  "type": "object", "required": ["desk"], "additionalProperties": false,
                  "properties": { "desk": { "type": "string", "examples": ["3-17"] } }
                }
                """),
            ["timeout"] = "PT10M",
            ["askAgainAfter"] = "PT2S",
            ["undo"] = true,
            ["preview"] = true,
        };
        change?.Invoke(registration);
        using var answer = await admin.PutAsJsonAsync($"scaffolder/remote-actions/{id}", registration, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    public void Launch()
    {
        var start = new ProcessStartInfo("node", [_script]);
        start.Environment["SECRET"] = Secret;
        start.Environment["DATA"] = _data.FullName;
        start.Environment["PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["SECONDS"] = _seconds.ToString(CultureInfo.InvariantCulture);
        _process = Process.Start(start) ?? throw new InvalidOperationException("Node could not be started.");
    }

    /// <summary>SIGKILL.</summary>
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
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task WaitUntilItListensAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
                return;
            }
            catch (SocketException) when (watch.Elapsed < TimeSpan.FromMinutes(2) && _process is { HasExited: false })
            {
                await Task.Delay(20, cancellationToken);
            }
        }
    }
}
