using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class StepOrderTests
{
    private static readonly StepTraits Nothing = new(WorkspaceUse.None, false);
    private static readonly StepTraits Reads = new(WorkspaceUse.Reads, false);
    private static readonly StepTraits Changes = new(WorkspaceUse.Changes, false);
    private static readonly StepTraits Gate = new(WorkspaceUse.None, true);

    [Fact]
    public void One_after_the_other_is_the_usual_way() =>
        Assert.Equal(["", "0", "1"], After(parallel: false, (Step("a"), Nothing), (Step("b"), Nothing), (Step("c"), Nothing)));

    [Theory]
    [InlineData("${{ steps.a.output.x }}", "0")]
    [InlineData("${{ steps['a'].output.x }}", "0")]
    [InlineData("${{ steps.a.output.x or steps.b.output.y }}", "0,1")]
    [InlineData("{% if steps.b.output.x %}y{% endif %}", "1")]
    [InlineData("${{ steps[parameters.which].output.x }}", "0,1")]
    [InlineData("{% for s in steps %}x{% endfor %}", "0,1")]
    [InlineData("the next steps", "")]
    [InlineData("${{ parameters.steps }}", "")]
    [InlineData("${{ steps.later.output.x }}", "")]
    public void A_step_waits_for_those_whose_outputs_it_reads(string text, string after)
    {
        var input = new JsonObject { ["deep"] = new JsonArray(new JsonObject { ["text"] = text }) };

        Assert.Equal(after, After(true, (Step("a"), Nothing), (Step("b"), Nothing), (Step("c", input), Nothing))[2]);
    }

    [Fact]
    public void Conditions_iterations_and_needs_count_too()
    {
        var condition = Step("c") with { If = "${{ steps.a.output.x }}" };
        var iteration = Step("d") with { Each = "${{ steps.b.output.x }}" };
        var needs = Step("e") with { Needs = ["c", "a"] };

        Assert.Equal(
            ["", "", "0", "1", "0,2"],
            After(
                true, (Step("a"), Nothing), (Step("b"), Nothing), (condition, Nothing), (iteration, Nothing), (needs, Nothing)));
    }

    [Fact]
    public void Who_changes_the_workspace_keeps_the_order_and_who_reads_it_has_the_last_change_before()
    {
        (TaskStep, StepTraits)[] steps =
        [
            (Step("w1"), Changes), (Step("r1"), Reads), (Step("n"), Nothing), (Step("r2"), Reads), (Step("w2"), Changes),
            (Step("r3"), Reads),
        ];

        Assert.Equal(["", "0", "", "0", "0", "4"], After(true, steps));
        Assert.Equal([null, 0, null, 0, 0, 4], Orders(true, steps).Select(order => order.WorkspaceOf));
    }

    [Fact]
    public void A_gate_waits_for_all_before_it_and_all_after_it_wait_for_the_gate() => Assert.Equal(
        ["", "", "0,1", "2", "2"],
        After(true, (Step("a"), Nothing), (Step("b"), Nothing), (Step("g"), Gate), (Step("c"), Nothing), (Step("d"), Nothing)));

    [Fact]
    public void Steps_that_work_with_the_same_repository_keep_their_order()
    {
        var one = new JsonObject { ["repoUrl"] = "github.com?owner=acme&repo=one" };
        var two = new JsonObject { ["repoUrl"] = "github.com?owner=acme&repo=two" };

        Assert.Equal(
            ["", "", "0"],
            After(true, (Step("a", one), Nothing), (Step("b", two), Nothing), (Step("c", one.DeepClone().AsObject()), Nothing)));
    }

    private static TaskStep Step(string id, JsonObject? input = null) => new(id, id, "test", input ?? []);

    private static IReadOnlyList<StepOrder> Orders(bool parallel, params (TaskStep Step, StepTraits Traits)[] steps) =>
        StepOrder.Of([.. steps.Select(step => step.Step)], parallel, [.. steps.Select(step => step.Traits)]);

    private static string[] After(bool parallel, params (TaskStep Step, StepTraits Traits)[] steps) =>
        [.. Orders(parallel, steps).Select(order => string.Join(',', order.After))];
}
