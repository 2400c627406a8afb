using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>The examples that the platform shows are templates that work.</summary>
public sealed class ActionExampleTests : IAsyncLifetime
{
    private const string Head = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: example
        spec:
          type: service
        """;

    private PlatformHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PlatformHost.StartAsync(
        settings => settings["HttpRequestHosts"] = "costs.example.com,tickets.example.com");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Every_example_is_YAML_whose_steps_have_inputs_that_their_actions_take()
    {
        var actions = _host.Services.GetRequiredService<ActionRegistry>();
        foreach (var action in actions.All)
        {
            foreach (var example in action.Examples)
            {
                var template = Parse(action, example);
                Assert.Contains(template.Steps, step => ActionName.Parse(step.Action).Id == action.Id);
                foreach (var step in template.Steps)
                {
                    Assert.True(actions.TryGet(step.Action, out var used), $"{action.Id} shows {step.Action}.");
                    var known = used.InputSchema["properties"] as JsonObject ?? [];
                    Assert.All(step.Input, input => Assert.True(
                        known.ContainsKey(input.Key), $"The example of {action.Id} gives {used.Id} an input '{input.Key}'."));
                }
            }
        }
    }

    [Fact]
    public async Task Every_example_of_what_the_platform_does_by_itself_goes_through_its_action()
    {
        var contents = _host.Services.GetRequiredService<IContentStore>();
        var actions = _host.Services.GetRequiredService<ActionRegistry>();
        var source = await SkeletonAsync(contents);
        foreach (var action in actions.All.Where(action => action.StaysInWorkspace || Previewed.Contains(action.Id)))
        {
            Assert.NotEmpty(action.Examples);
            foreach (var example in action.Examples)
            {
                await RunAsync(actions, Parse(action, example), source);
            }
        }
    }

    private static readonly string[] Previewed = ["catalog:fetch", "catalog:register", "http:request", "notify:slack"];

    private async Task RunAsync(ActionRegistry actions, TemplateDefinition template, string source)
    {
        var builder = new TaskBuilder().WithSource(source).WithOptional("secrets.*", "secrets").WithParameters(
            new JsonObject { ["name"] = "orders", ["owner"] = "group:default/payments" });
        foreach (var step in template.Steps)
        {
            builder.WithStep(step.Id, step.Action, step.Input.DeepClone().AsObject());
        }

        var task = builder.Build();
        var (outputs, workspace) = (new JsonObject(), (string?)null);
        foreach (var step in task.Spec.Steps)
        {
            var prepared = new StepPreparation(actions).Prepare(task, step, outputs, TaskSecrets.None, Cancel);
            Assert.True(prepared.Problems.Count == 0, $"{step.Action}: {string.Join(' ', prepared.Problems)}");
            Assert.True(actions.TryGet(step.Action, out var action));
            var run = new StepRun(step.Id, step.Name, 0, 1, null, true, task.CreatedAt);
            var turn = await action.PreviewAsync(
                task, new(task.Id, run, action.Id, Travelled(prepared.Runs[0].Input), workspace), Cancel);
            Assert.True(turn.Kind == TurnKind.Done, $"{step.Action}: {string.Join(' ', turn.Problems)}");
            outputs[step.Id] = turn.Output?.DeepClone() ?? new JsonObject();
            workspace = turn.Workspace ?? workspace;
        }
    }

    /// <summary>As it comes out of the history: numbers of one kind, nothing shared.</summary>
    private static JsonObject Travelled(JsonObject input) => JsonNode.Parse(input.ToJsonString())!.AsObject();

    private TemplateDefinition Parse(IScaffoldAction action, ActionExample example)
    {
        Assert.NotEmpty(example.Description);
        var text = $"{Head}\n{string.Join('\n', example.Example.Split('\n').Select(line => $"  {line}"))}\n";
        var document = _host.Services.GetRequiredService<IDocumentReader>().Read("template.yaml", text)[0];
        Assert.True(document.IsOk, $"{action.Id}: {string.Join(' ', document.Problems)}");
        var template = TemplateParser.Parse(document.Value);
        Assert.True(template.IsOk, $"{action.Id}: {string.Join(' ', template.Problems)}");
        return template.Value;
    }

    private static async Task<string> SkeletonAsync(IContentStore contents)
    {
        List<WorkspaceBody> files =
        [
            .. new[] { "skeleton/README.md", "skeleton/LICENSE", "skeleton/logo.png" }
                .Select(path => new WorkspaceBody(path, "100644", Encoding.UTF8.GetBytes(path))),
        ];
        return await contents.SaveAsync(new WorkspaceManifest(await contents.WriteAsync(files, Cancel)), Cancel);
    }
}
