using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>An app with an action that does what a test says, under the task's name.</summary>
public sealed class OrchestrationFixture : ScaffoldFixture
{
    public ConductedAction Action { get; } = new();

    /// <summary>A template of the given steps and whatever else stands in its spec.</summary>
    public void Define(string name, string steps, string spec = "") => Templates.Write(
        $"{name}/template.yaml",
        $$$"""
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: {{{name}}}
        spec:
          type: service
        {{{spec}}}
          parameters:
            - properties:
                name: { type: string }
                fails: { type: boolean, default: false }
          steps:
        {{{steps}}}
          output:
            first: ${{ steps.a.output.value }}

        """);

    public async Task<TaskId> StartAsync(
        string template, string name, bool keepOnFailure = false, JsonObject? values = null)
    {
        var given = values ?? [];
        given["name"] = name;
        return await Scaffolder.CreateAsync(
            template, given, TestContext.Current.CancellationToken, keepOnFailure: keepOnFailure);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, JsonNode? body = null, HttpClient? client = null)
    {
        using var content = new StringContent((body ?? new JsonObject()).ToJsonString(), null, "application/json");
        return await (client ?? Host.Client).PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    protected override void Compose(IServiceCollection services)
    {
        services.AddSingleton<IScaffoldAction>(Action);
        services.AddSingleton(new RetryPauses(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1)));
    }
}
