using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Backstage.Shadow;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Backstage;

/// <summary>Has the catalogs compared, and shows what came of it.</summary>
public sealed partial class ShadowHandler(ShadowRun shadow, ILogger<ShadowHandler> logger)
{
    public const string Off = "shadow-off";
    public const string NotYet = "shadow-not-yet";

    // Azure cuts a call at 230 s, and a function at 5 to 10 minutes.
    private static readonly TimeSpan InCall = TimeSpan.FromSeconds(200);
    private static readonly TimeSpan ByTimer = TimeSpan.FromMinutes(4);

    public async Task CompareDailyAsync(CancellationToken cancellationToken)
    {
        if (!shadow.IsOn)
        {
            return;
        }

        var state = await shadow.RunAsync(ByTimer, cancellationToken);
        Log.Compared(logger, state.Complete, state.Failure?.Problem.Code);
    }

    public async Task<IActionResult> CompareAsync(HttpRequest request, CancellationToken cancellationToken) => shadow.IsOn
        ? JsonResults.Json(await shadow.RunAsync(InCall, cancellationToken))
        : ProblemResults.From(request, StatusCodes.Status409Conflict, IsOff());

    public async Task<IActionResult> GetAsync(HttpRequest request, CancellationToken cancellationToken) =>
        !shadow.IsOn ? ProblemResults.From(request, StatusCodes.Status404NotFound, IsOff())
        : await shadow.FindAsync(cancellationToken) is { } state ? JsonResults.Json(state)
        : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
            NotYet, "Nothing has been compared yet.", Expected: "the daily run, or POST catalog/shadow"));

    private static Problem IsOff() =>
        new(Off, "No Backstage runs beside the platform.", Expected: "its address in BackstageShadowUrl");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The comparison with Backstage is complete: {Complete} {Failure}.")]
        public static partial void Compared(ILogger logger, bool complete, string? failure);
    }
}
