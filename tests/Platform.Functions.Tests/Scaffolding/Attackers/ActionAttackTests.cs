using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.Functions.Cli;
using Platform.Functions.Tests.Scaffolding.Secrets;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Scaffolding.Attackers;

/// <summary>
/// Every action that the app is composed with, also one that comes tomorrow, with inputs as an attacker would choose them. Inputs
/// start from the action's own example, so an action without one is attacked with what its schema asks for.
/// </summary>
public sealed class ActionAttackTests : IAsyncLifetime
{
    private const int MostTurns = 12;

    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory("platform-outside-");
    private readonly HttpListener _forbidden = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private PlatformHost _host = null!;
    private Uri _address = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _address = new($"http://127.0.0.1:{LoopbackPort.Free()}/");
        _forbidden.Prefixes.Add(_address.AbsoluteUri);
        _forbidden.Start();
        _ = ListenAsync();
        _host = await PlatformHost.StartAsync(settings =>
        {
            settings["GitHubMutationsPerMinute"] = "100000";
            settings["GitHubMutationsPerHour"] = "1000000";
            settings["GitHubReadyTimeoutSeconds"] = "1";
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _forbidden.Close();
        _outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Nothing_leaves_the_workspace_and_no_host_that_is_not_allowed_is_called()
    {
        var broken = new ConcurrentQueue<string>();
        var source = await SourceAsync();
        var cases = from action in Actions
                    let input = ExampleOf(action)
                    from text in Attack.Texts(_address, _outside.FullName)
                    from only in input.Select(member => (string?)member.Key).Append(null)
                    select (action, Input: Attack.On(input, text, only), text, only);

        await Parallel.ForEachAsync(cases, Cancel, async (one, cancel) =>
        {
            // What the schema refuses never reaches an action.
            if (JsonSchema.Parse(one.action.InputSchema).Validate(one.Input).Count > 0)
            {
                return;
            }

            if (await TryAsync(one.action, source, one.Input) is { } wrong)
            {
                var text = one.text.Length > 80 ? one.text[..80] : one.text;
                broken.Enqueue($"{one.action.Id} {one.only} with '{text}': {wrong}");
            }
        });

        Assert.True(broken.IsEmpty, string.Join(Environment.NewLine, broken.Take(20)));
        Assert.Empty(_calls);
        Assert.Empty(_outside.EnumerateFileSystemInfos());
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), "owned.txt")));
    }

    [Fact]
    public async Task No_action_leaves_a_secret_behind()
    {
        var canary = Canary.New("attacked-");
        var process = _host.Services.GetRequiredService<TaskProcess>();
        var secrets = _host.Services.GetRequiredService<ITaskSecrets>();
        var history = new ConcurrentQueue<(string Place, string Text)>();
        var source = await SourceAsync();

        await Parallel.ForEachAsync(Actions, Cancel, async (action, cancel) =>
        {
            var input = Attack.On(ExampleOf(action), "${{ secrets.token }}");
            var task = new TaskBuilder().WithSource(source).WithStep("step", action.Id, input).WithSecrets("token").Build();
            await secrets.StoreAsync(task.Id, new Dictionary<string, string> { ["token"] = canary.Value }, cancel);
            await _host.Services.GetRequiredService<ITaskStore>().CreateAsync(task, "fingerprint", cancel);
            var step = new StepRun("step", "Step", 0, 1, null, true, TimeProvider.System.GetUtcNow());
            var prepared = await process.PrepareAsync(new(task.Id, step, []), cancel);
            history.Enqueue(($"{action.Id} prepared", PlatformJson.Serialize(prepared)));
            foreach (var run in prepared.Runs)
            {
                var call = new ActionCall(task.Id, step, action.Id, run.Input, Workspace: null);
                for (var turns = 0; turns < MostTurns && call is not null; turns++)
                {
                    var turn = await process.TakeTurnAsync(call, cancel);
                    history.Enqueue(($"{action.Id} turn", PlatformJson.Serialize(turn)));
                    call = Next(call, turn, []);
                }
            }

            var events = await _host.Services.GetRequiredService<IEventLog>().ReadAsync(task.Id, 0, cancel);
            history.Enqueue(($"{action.Id} events", PlatformJson.Serialize(events)));
        });

        Assert.Contains(history, entry => entry.Text.Contains("$sealed", StringComparison.Ordinal));
        Assert.Empty(canary.Among(history));
        Assert.Empty(canary.Among(await StorageContents.ReadAsync(_host.Storage, Cancel)));
    }

    [Fact]
    public void What_a_person_gives_or_a_step_gave_is_never_an_expression()
    {
        const string evil = "${{ 9 * 8999 + 6 }}";
        var outputs = JsonNode.Parse("""{"before":{"text":"${{ 9 * 8999 + 6 }}"}}""")!.AsObject();
        var task = new TaskBuilder().WithParameters(new JsonObject { ["evil"] = evil })
            .WithStep("step", "debug:log", new JsonObject
            {
                ["message"] = "${{ parameters.evil }} and ${{ steps.before.output.text }}",
                ["extra"] = new JsonObject { ["whole"] = "${{ parameters }}" },
            })
            .Build();

        var prepared = _host.Services.GetRequiredService<StepPreparation>()
            .Prepare(task, task.Spec.Steps[0], outputs, TaskSecrets.None, Cancel);

        Assert.Equal($"{evil} and {evil}", (string)prepared.Runs[0].Input["message"]!);
        Assert.DoesNotContain(Attack.RenderedTwice, PlatformJson.Serialize(prepared));
    }

    private IEnumerable<IScaffoldAction> Actions => _host.Services.GetRequiredService<ActionRegistry>().All;

    /// <returns>What went wrong: not a refusal, which is right, but an effect or a crash.</returns>
    private async Task<string?> TryAsync(IScaffoldAction action, string source, JsonObject input)
    {
        var task = new TaskBuilder().WithSource(source).Build();
        var step = new StepRun("step", "Step", 0, 1, null, true, TimeProvider.System.GetUtcNow());
        // As it comes out of a history: a parsed number is of any kind.
        ActionCall? call = new(task.Id, step, action.Id, JsonNode.Parse(input.ToJsonString())!.AsObject(), source);
        try
        {
            await action.PreviewAsync(task, call, Cancel);
            for (var turns = 0; turns < MostTurns && call is not null; turns++)
            {
                var turn = await action.RunAsync(task, call, Cancel);
                List<JsonNode?> results = [];
                foreach (var item in turn.Items.Take(3))
                {
                    var share = call with { Stage = turn.ItemStage, State = turn.State, Item = item };
                    results.Add((await action.RunAsync(task, share, Cancel)).Output);
                }

                if (turn.Workspace is { } after && await EscapedAsync(after) is { } escaped)
                {
                    return $"wrote {escaped}";
                }

                if (PlatformJson.Serialize(turn).Contains(Attack.RenderedTwice, StringComparison.Ordinal))
                {
                    return "rendered a value as an expression";
                }

                call = Next(call, turn, turn.Items.Count > 3 ? null : results);
            }

            return null;
        }
        catch (TransientSourceControlException)
        {
            // The forge had something to say; no harm.
            return null;
        }
        catch (Exception crash)
        {
            return crash.ToString();
        }
    }

    /// <summary>Goes on where nobody has to wait for anything.</summary>
    private static ActionCall? Next(ActionCall call, ActionTurn turn, List<JsonNode?>? results) =>
        turn.Kind is TurnKind.Next or TurnKind.FanOut && results is not null && (turn.Kind == TurnKind.Next || results.Count > 0)
            ? call with { Stage = turn.Stage, State = turn.State?.DeepClone(), Item = null, Results = results }
            : null;

    private async Task<string?> EscapedAsync(string workspace)
    {
        var manifest = await _host.Services.GetRequiredService<IContentStore>().LoadAsync(workspace, Cancel);
        return manifest.Files.Select(file => file.Path).FirstOrDefault(path => !WorkspacePath.IsSafe(path)
            || Path.GetFullPath(Path.Combine("/workspace", path)).StartsWith("/workspace/", StringComparison.Ordinal) == false);
    }

    private async Task<string> SourceAsync()
    {
        var contents = _host.Services.GetRequiredService<IContentStore>();
        var files = new[] { "template.yaml", "skeleton/README.md", "a.txt" }.Select(path =>
            new WorkspaceBody(path, "100644", Encoding.UTF8.GetBytes($"of {path}\n"))).ToList();
        return await contents.SaveAsync(new(await contents.WriteAsync(files, Cancel)), Cancel);
    }

    private JsonObject ExampleOf(IScaffoldAction action)
    {
        var written = action.Examples.Count == 0 ? null : _host.Services.GetRequiredService<IDocumentReader>()
            .Read("example.yaml", action.Examples[0].Example)[0].Value?.Root?["steps"]?[0]?["input"] as JsonObject;
        var asked = ActionSchemas.ExampleOf(action.InputSchema);
        foreach (var (name, value) in written ?? [])
        {
            asked[name] = value?.DeepClone();
        }

        return asked;
    }

    private async Task ListenAsync()
    {
        while (_forbidden.IsListening)
        {
            try
            {
                var context = await _forbidden.GetContextAsync();
                _calls.Enqueue($"{context.Request.HttpMethod} {context.Request.Url}");
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
