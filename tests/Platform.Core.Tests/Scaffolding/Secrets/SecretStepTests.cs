using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Secrets;

/// <summary>Where expressions see secrets, and what of them gets out of a step.</summary>
public sealed class SecretStepTests
{
    private const string Secret = "very-secret-token";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly MemoryTaskStore _tasks = new();
    private readonly MemoryTaskSecrets _secrets = new();
    private readonly MemoryEventLog _events;
    private readonly ScriptedAction _action = new();
    private readonly ActionRegistry _actions;
    private readonly TaskProcess _process;

    public SecretStepTests()
    {
        _events = new(_clock);
        var contents = new MemoryContentStore();
        _actions = new([_action, new FetchTemplateAction(contents, new SkeletonRenderer())]);
        _process = TaskProcessKit.Of(_tasks, _events, _actions, contents, _secrets, _clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"a":"${{ secrets.token }}"}""", "very-secret-token")]
    [InlineData("""{"a":"Bearer ${{ secrets.token }}"}""", "Bearer very-secret-token")]
    [InlineData("""{"a":"${{ secrets.token | upper }}"}""", "VERY-SECRET-TOKEN")]
    [InlineData("""{"a":"${{ secrets.token | reverse }}"}""", "nekot-terces-yrev")]
    [InlineData("""{"a":"${{ secrets.token | length }}"}""", "17")]
    [InlineData("""{"a":"{% if secrets.token %}given{% endif %}"}""", "given")]
    [InlineData("""{"a":"${{ secrets }}"}""", """{"token":"very-secret-token"}""")]
    [InlineData("""{"a":{"b":["x","${{ secrets.token }}"]}}""", """{"b":["x","very-secret-token"]}""")]
    public async Task What_comes_of_a_secret_is_sealed_in_the_history_and_open_in_the_action(string input, string seen)
    {
        var task = await CreateAsync(input);
        _action.Turn = () => ActionTurn.Done();

        var prepared = await PrepareAsync(task);
        await TakeAsync(task, prepared);

        var written = PlatformJson.Serialize(prepared);
        Assert.Contains("$sealed", written);
        Assert.DoesNotContain(seen, written.Replace("\"given\"", "", StringComparison.Ordinal));
        var got = _action.Calls.Last().Input["a"]!;
        Assert.Equal(seen, got is JsonValue value ? value.ToString() : got.ToJsonString());
    }

    [Fact]
    public async Task What_has_nothing_to_do_with_secrets_stays_readable()
    {
        var task = await CreateAsync("""{"a":"${{ parameters.name }}","secrets":"${{ parameters.name }}"}""");

        Assert.Equal("""{"a":"orders","secrets":"orders"}""", (await PrepareAsync(task)).Runs[0].Input.ToJsonString());
    }

    [Fact]
    public async Task The_condition_of_a_step_sees_no_secrets_but_that_of_an_iteration_does()
    {
        var plain = await CreateAsync("{}", @if: "${{ secrets.token }}");
        var each = await CreateAsync("{}", @if: "${{ secrets.token }}", each: new JsonArray(1));

        Assert.NotEmpty((await PrepareAsync(plain)).Problems);
        Assert.Single((await PrepareAsync(each)).Runs);
    }

    [Fact]
    public async Task An_iteration_over_secrets_is_sealed()
    {
        var task = await CreateAsync(
            """{"a":"${{ each.value }}","b":"${{ each.key }}"}""", each: "${{ secrets.token | replace('-', ' ') | list }}");

        var prepared = await PrepareAsync(task);

        Assert.Equal(Secret.Length, prepared.Runs.Count);
        Assert.All(prepared.Runs, run => Assert.True(SealedValue.Is(run.Input["a"], out _)));
    }

    [Fact]
    public async Task A_failing_expression_says_nothing_that_depends_on_a_secret()
    {
        var task = await CreateAsync("""{"a":"${{ (secrets.token | reverse) | parseRepoUrl }}"}""");

        var problem = Assert.Single((await PrepareAsync(task)).Problems);

        Assert.DoesNotContain("nekot", PlatformJson.Serialize(problem));
        Assert.Equal("spec.steps[0].input.a", problem.Field);
    }

    [Fact]
    public async Task A_wrong_input_is_told_without_the_secret()
    {
        var task = await CreateAsync("""{"url":"./x","values":"${{ secrets.token | reverse }}"}""", action: "fetch:template");

        var problems = PlatformJson.Serialize((await PrepareAsync(task)).Problems);

        Assert.Contains("input.values", problems);
        Assert.DoesNotContain("nekot", problems);
    }

    [Fact]
    public async Task A_secret_that_would_be_left_in_the_workspace_is_refused()
    {
        var task = await CreateAsync(
            """{"url":"./x","token":"${{ secrets.token }}","values":{"t":"x${{ secrets.token }}"}}""", action: "fetch:template");

        var problem = Assert.Single((await PrepareAsync(task)).Problems);

        Assert.Equal(("secret-in-workspace", "steps.step.input.values.t"), (problem.Code, problem.Field));
    }

    [Fact]
    public async Task A_value_that_looks_sealed_is_refused()
    {
        var task = await CreateAsync("""{"a":"${{ parameters.forged }}"}""");

        Assert.Equal("input-reserved", Assert.Single((await PrepareAsync(task)).Problems).Code);
    }

    [Fact]
    public async Task Nothing_that_a_turn_says_shows_a_secret_or_what_was_made_of_one()
    {
        var task = await CreateAsync("""{"a":"${{ secrets.token | reverse }}"}""");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + Secret));
        _action.Turn = () => ActionTurn.Done(new JsonObject { ["echo"] = $"got {Secret}", ["made"] = "nekot-terces-yrev" })
            .Saying($"Authorization: Basic {basic}", "nekot-terces-yrev it is") with
        {
            State = $"state {Secret}",
            Undo = new JsonObject { ["header"] = Secret, ["id"] = 7 },
            Items = [JsonValue.Create(Secret)],
            Finally = new("last", "Last", _action.Id, new JsonObject { ["a"] = Secret }),
        };

        var turn = await TakeAsync(task, await PrepareAsync(task));
        var written = PlatformJson.Serialize(turn) + PlatformJson.Serialize(await _events.ReadAsync(task.Id, 0, Cancel));

        Assert.DoesNotContain(Secret, written);
        Assert.DoesNotContain("nekot", written);
        Assert.DoesNotContain(basic[4..^4], written);
        Assert.Equal("""{"echo":"got ***","made":"***"}""", turn.Output!.ToJsonString());
        Assert.Equal(7, turn.Undo!["id"]!.GetValue<int>());
        Assert.True(SealedValue.Is(turn.Undo["header"], out _) && SealedValue.Is(turn.State, out _));
        Assert.True(SealedValue.Is(turn.Items[0], out _) && SealedValue.Is(turn.Finally!.Input["a"], out _));
    }

    [Fact]
    public async Task What_a_turn_handed_on_is_open_in_the_next_one_and_when_it_is_taken_back()
    {
        var task = await CreateAsync("""{"a":"${{ secrets.token }}"}""");
        _action.Turn = () => ActionTurn.Next("second", new JsonObject { ["x"] = Secret })
            .WithUndo(new JsonObject { ["y"] = Secret });
        var prepared = await PrepareAsync(task);
        var first = await TakeAsync(task, prepared);

        var call = Call(task, prepared) with { Stage = "second", State = first.State, Item = first.State!.DeepClone() };
        await _process.TakeTurnAsync(call with { Results = [first.State.DeepClone()] }, Cancel);
        await _process.UndoAsync(new(task.Id, "step", "step", _action.Id, first.Undo!), Cancel);

        var seen = _action.Calls.Last();
        Assert.All(
            new[] { seen.State, seen.Item, seen.Results![0] },
            value => Assert.Equal(Secret, value!["x"]!.GetValue<string>()));
        Assert.Equal(Secret, _action.Undone.Last().Undo["y"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_exception_that_quotes_a_secret_is_thrown_without_it()
    {
        var task = await CreateAsync("""{"a":"${{ secrets.token }}"}""");
        _action.Turn = () => throw new FormatException($"'{Secret}' has no format", new ArgumentException(Secret));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await TakeAsync(task, await PrepareAsync(task)));

        Assert.DoesNotContain(Secret, thrown.ToString());
        Assert.Contains("has no format", thrown.Message);
    }

    [Fact]
    public async Task A_step_whose_secrets_are_wiped_fails_with_the_reason()
    {
        var task = await CreateAsync("""{"a":"${{ secrets.token }}"}""");
        var prepared = await PrepareAsync(task);
        await _secrets.WipeAsync(task.Id, Cancel);

        Assert.Equal("secrets-gone", Assert.Single((await TakeAsync(task, prepared)).Problems).Code);
    }

    [Fact]
    public async Task A_task_that_completes_or_fails_has_no_secrets_any_more()
    {
        var completed = await CreateAsync("{}");
        var failed = await CreateAsync("{}");
        await _process.BeginAsync(completed.InstanceId, Cancel);

        await _process.CompleteAsync(new(completed.Id, []), Cancel);
        await _process.FailAsync(new(failed.Id, null, [new("x", "It failed.")], []), Cancel);

        Assert.False((await _secrets.OpenAsync(completed.Id, Cancel)).AreAny);
        Assert.False((await _secrets.OpenAsync(failed.Id, Cancel)).AreAny);
    }

    private async Task<ScaffoldTask> CreateAsync(string input, string? action = null, JsonNode? @if = null, JsonNode? each = null)
    {
        var task = new TaskBuilder()
            .WithParameters(JsonNode.Parse("""{"name":"orders","forged":{"$sealed":"AAAA"}}""")!.AsObject())
            .WithStep("step", action ?? _action.Id, JsonNode.Parse(input)!.AsObject(), @if, each)
            .WithSecrets("token").Build();
        await _tasks.CreateAsync(task, "fingerprint", Cancel);
        await _secrets.StoreAsync(task.Id, new Dictionary<string, string> { ["token"] = Secret }, Cancel);
        return task;
    }

    private Task<PreparedStep> PrepareAsync(ScaffoldTask task) => _process.PrepareAsync(new(task.Id, Step(), []), Cancel);

    private Task<ActionTurn> TakeAsync(ScaffoldTask task, PreparedStep prepared) =>
        _process.TakeTurnAsync(Call(task, prepared), Cancel);

    private ActionCall Call(ScaffoldTask task, PreparedStep prepared) =>
        new(task.Id, Step(), _action.Id, prepared.Runs[0].Input, Workspace: null);

    private StepRun Step() => new("step", "Step", 0, 1, null, true, _clock.GetUtcNow());
}
