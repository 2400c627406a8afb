using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Metrics.Senders;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics.Senders;

/// <summary>Puts a delivery away and answers 202; what it says is for the queue to find out.</summary>
public sealed class SenderDeliveriesHandler(SenderIntake intake, IEnumerable<ISenderGate> gates)
{
    /// <summary>What the platform team may say in the address that it gives to a sender; nothing else is kept of it.</summary>
    private static readonly string[] Hints =
        ["component", "environment", "environmentTier", "label", "repository", "severity", "system", "team"];

    private readonly Dictionary<string, ISenderGate> _gates =
        gates.ToDictionary(gate => gate.Sender, StringComparer.OrdinalIgnoreCase);

    public async Task<IActionResult> HandleAsync(HttpRequest request, string sender, CancellationToken cancellationToken)
    {
        var gate = _gates[sender];
        var body = await RequestBody.ReadBytesAsync(request, gate.LargestBody, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var headers = gate.Read(request.Headers);
        var hints = Hints.Where(name => request.Query[name].ToString() is { Length: > 0 and <= 500 })
            .ToDictionary(name => name, name => request.Query[name].ToString());
        var isNew = await intake.TakeAsync(
            gate.Sender, headers.DeliveryId, headers.Event, hints, body.Value, cancellationToken);
        return JsonResults.Json(new { accepted = true, repeated = !isNew }, StatusCodes.Status202Accepted);
    }
}
