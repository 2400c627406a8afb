using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>What a person hears who said something to a task.</summary>
internal static class ControlAnswer
{
    public static IActionResult Of(
        HttpRequest request, string taskId, ControlOutcome outcome, Func<ControlOutcome.Done, IActionResult> done) =>
        outcome switch
        {
            ControlOutcome.Done said => done(said),
            ControlOutcome.Unknown =>
                ProblemResults.From(request, StatusCodes.Status404NotFound, ScaffolderTaskFunctions.NotFound(taskId)),
            ControlOutcome.Refused refused => ProblemResults.From(request, StatusCodes.Status409Conflict, refused.Problem),
            _ => throw new InvalidOperationException($"{outcome} has no answer."),
        };
}
