using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>A task as Backstage's clients know it.</summary>
internal sealed record TaskView(
    string Id,
    TaskSpec Spec,
    ScaffoldTaskStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastHeartbeatAt,
    string CreatedBy)
{
    public static TaskView Of(ScaffoldTask task) =>
        new(task.Id.Value, task.Spec, task.Status, task.CreatedAt, task.ChangedAt, task.CreatedBy);
}

/// <summary>One wrong value as Backstage's clients show it, with our code and expectation beside.</summary>
internal sealed record ValueErrorView(
    IReadOnlyList<string> Path, string Property, string Message, JsonNode? Instance, string Name, string? Argument, string Stack,
    string Code, string? Field, string? Expected)
{
    public static IActionResult Answer(IReadOnlyList<Problem> problems) =>
        JsonResults.Json(new { errors = problems.Select(Of) }, StatusCodes.Status400BadRequest);

    public static ValueErrorView Of(Problem problem)
    {
        var field = problem.Field ?? string.Empty;
        var property = field.Length > 0 ? $"instance.{field}" : "instance";
        string[] path = [.. field.Split('.', '[', ']').Where(part => part.Length > 0)];
        return new(
            path, property, problem.Message, problem.Value, problem.Code, problem.Expected, $"{property}: {problem.Message}",
            problem.Code, problem.Field, problem.Expected);
    }
}
