using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class StepPreparationTests
{
    private readonly ScriptedAction _action = new()
    {
        InputSchema = Json("""{ "type": "object", "required": ["size"], "properties": { "size": { "type": "integer" } } }"""),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void An_input_keeps_the_type_of_its_expression()
    {
        var prepared = Prepare(input: Json("""{ "size": "${{ parameters.size }}" }"""));

        Assert.Equal("""{"size":3}""", Assert.Single(prepared.Runs).Input.ToJsonString());
        Assert.False(prepared.HasEach);
    }

    [Fact]
    public void Outputs_of_earlier_steps_are_seen()
    {
        var prepared = Prepare(
            input: Json("""{ "size": "${{ steps['make-it'].output.size }}" }"""),
            outputs: Json("""{ "make-it": { "size": 7 } }"""));

        Assert.Equal("""{"size":7}""", prepared.Runs[0].Input.ToJsonString());
    }

    [Theory]
    [InlineData("false")]
    [InlineData("\"${{ parameters.size === 4 }}\"")]
    public void A_false_condition_skips_the_step(string condition) =>
        Assert.True(Prepare(input: Json("""{ "size": 1 }"""), @if: JsonNode.Parse(condition)).IsSkipped);

    [Fact]
    public void Each_runs_once_per_item_and_its_condition_is_asked_for_each()
    {
        var prepared = Prepare(
            input: Json("""{ "size": "${{ each.value }}" }"""),
            @if: "${{ each.value > 1 }}",
            each: "${{ parameters.sizes }}");

        Assert.True(prepared.HasEach);
        Assert.Equal(
            [(1, """{"size":2}"""), (2, """{"size":3}""")],
            prepared.Runs.Select(run => (run.Iteration!.Value, run.Input.ToJsonString())));
    }

    [Fact]
    public void Every_iteration_is_checked_before_the_first_one_runs()
    {
        var prepared = Prepare(input: Json("""{ "size": "${{ each.value }}" }"""), each: new JsonArray(1, "two", "three"));

        Assert.Empty(prepared.Runs);
        Assert.Equal(
            ["steps.step[1].input.size", "steps.step[2].input.size"], prepared.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void An_expression_that_means_nothing_fails_the_step_with_its_place()
    {
        var prepared = Prepare(input: Json("""{ "size": "${{ parameters.nothing.at.all }}" }"""));

        Assert.Equal("spec.steps[0].input.size", Assert.Single(prepared.Problems).Field);
    }

    [Fact]
    public void An_unknown_action_is_answered_with_those_that_there_are()
    {
        var prepared = Prepare(input: [], action: "make:coffee");

        var problem = Assert.Single(prepared.Problems);
        Assert.Equal("action-unknown", problem.Code);
        Assert.Contains(_action.Id, problem.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_actions_of_the_same_id_are_a_mistake_of_the_composition() =>
        Assert.Throws<ArgumentException>(() => new ActionRegistry([_action, new ScriptedAction()]));

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private PreparedStep Prepare(
        JsonObject input, JsonNode? @if = null, JsonNode? each = null, JsonObject? outputs = null, string? action = null)
    {
        var task = new TaskBuilder().WithParameters(Json("""{ "size": 3, "sizes": [1, 2, 3] }""")).Build();
        var step = new TaskStep("step", "Step", action ?? _action.Id, input, @if, each);
        return new StepPreparation(new ActionRegistry([_action])).Prepare(task, step, outputs ?? [], TaskSecrets.None, Cancel);
    }
}
