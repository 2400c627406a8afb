using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Actions.Expressions;

internal enum JobStatus
{
    Success,
    Failure,
    Cancelled,
}

/// <summary>What an expression sees: the contexts by name, how it stands with the job so far, and its files.</summary>
/// <param name="Contexts"><c>github</c>, <c>env</c>, <c>vars</c>, <c>needs</c>, <c>steps</c>, <c>matrix</c>...</param>
/// <param name="Status">What <c>success()</c> and its siblings look at; null where needed jobs were skipped.</param>
/// <param name="Workspace">For <c>hashFiles</c>.</param>
internal sealed record Scope(JsonObject Contexts, JobStatus? Status, string? Workspace = null);
