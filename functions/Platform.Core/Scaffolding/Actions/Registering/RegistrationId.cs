using System.Diagnostics.CodeAnalysis;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Registering;

/// <summary>The id of a task's request to the catalog: by it, the catalog's word about the request finds the task.</summary>
public static class RegistrationId
{
    private const string Prefix = "scaffold:";

    public static string For(TaskId task, StepRun step) => $"{Prefix}{task}:{step.Index}:{step.Iteration ?? 0}";

    public static bool TryParse(string requestId, [NotNullWhen(true)] out TaskId? task)
    {
        task = null;
        return requestId.StartsWith(Prefix, StringComparison.Ordinal)
            && TaskId.TryParse(requestId[Prefix.Length..].Split(':')[0], out task);
    }
}
