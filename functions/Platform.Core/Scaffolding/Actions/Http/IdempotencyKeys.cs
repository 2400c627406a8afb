using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Http;

/// <summary>By what others recognise that a call is one they had before: the same for every repeat of a step's run.</summary>
public static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    // The task's id stays readable for whoever looks into a log.
    public static string For(TaskId task, StepRun step) => For(task, Of(step));

    public static string For(TaskId task, string step) => $"scaffold-{task}-{step}";

    /// <summary>Names a step's run without the characters that ids may hold and headers, rows and events may not.</summary>
    public static string Of(StepRun step) => ContentHash.Of(step.Key)[..16];
}
