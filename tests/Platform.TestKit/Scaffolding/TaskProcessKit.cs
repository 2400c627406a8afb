using Platform.Adapters.Yaml;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.TestKit.Scaffolding;

/// <summary>A task's activities over stores in memory.</summary>
public static class TaskProcessKit
{
    public static TaskProcess Of(
        ITaskStore tasks,
        IEventLog events,
        ActionRegistry actions,
        IContentStore contents,
        ITaskSecrets secrets,
        TimeProvider clock,
        ScaffoldLimits? limits = null)
    {
        var turns = new TurnSecrets(secrets);
        return new(
            tasks,
            new(tasks),
            events,
            new(actions),
            turns,
            new(actions, events, turns, RetryPauses.Usual, clock),
            new(actions, contents, events, limits ?? ScaffoldLimits.None, new MemoryMilestones(), new([])),
            new(contents, new YamlDocumentReader()),
            new(tasks, events, turns, contents, new([]), clock),
            clock);
    }
}
