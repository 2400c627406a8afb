using System.Text.Json.Nodes;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;
using Platform.Local.Forge.Webhooks;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>Tells hooks how a run goes: <c>requested</c>, <c>in_progress</c>, <c>completed</c>.</summary>
internal sealed class RunEvents(ForgeStore store, HookSender hooks, EventPayloads payloads, RunShapes shapes, Urls urls)
{
    public void Publish(Run run, string action)
    {
        var repository = run.Repository.Data;
        hooks.Publish(
            repository,
            "workflow_run",
            action,
            payloads.Common(
                repository,
                new JsonObject
                {
                    ["action"] = action,
                    ["workflow_run"] = shapes.Run(run),
                    ["workflow"] = shapes.Workflow(run),
                    ["repository"] = urls.Repository(repository, store.Owner(repository.Owner).Data),
                }));
    }
}
