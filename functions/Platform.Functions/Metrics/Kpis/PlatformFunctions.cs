using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Metrics.Kpis;

/// <summary>The platform's own figures, and what is behind them.</summary>
[RequiresRole(Role.Reader)]
public sealed class PlatformFunctions(PlatformHandler handler)
{
    public const string Name = "MetricsPlatform";
    public const string ExplainName = "MetricsPlatformExplain";
    public const string ViewName = "MetricsDocumentationView";

    [Function(Name)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/platform")] HttpRequest request,
        CancellationToken cancellationToken) => handler.AnswerAsync(request, cancellationToken);

    [Function(ExplainName)]
    public Task<IActionResult> ExplainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/platform/explain")] HttpRequest request,
        CancellationToken cancellationToken) => handler.ExplainAsync(request, cancellationToken);

    /// <summary>
    /// A beacon, as pages have them: it is asked for when one is opened. Being a question it is in no audit log, which would say
    /// who asked.
    /// </summary>
    [Function(ViewName)]
    public Task<IActionResult> ViewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/documentation/view")] HttpRequest request,
        CancellationToken cancellationToken) => handler.ViewAsync(request, cancellationToken);
}
