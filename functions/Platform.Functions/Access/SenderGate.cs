using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Core.Access;
using Platform.Core.Metrics.Senders;
using Platform.Functions.Hosting;

namespace Platform.Functions.Access;

/// <summary>Lets in who is the sender that the address names, and hands on the bytes that were checked.</summary>
internal sealed class SenderGate(IEnumerable<ISenderGate> gates)
{
    private readonly Dictionary<string, ISenderGate> _gates =
        gates.ToDictionary(gate => gate.Sender, StringComparer.OrdinalIgnoreCase);

    public async Task<AccessDecision> DecideAsync(HttpContext http)
    {
        var name = http.GetRouteValue("sender") as string ?? string.Empty;
        if (!_gates.TryGetValue(name, out var gate))
        {
            return new AccessDecision.Refused(StatusCodes.Status401Unauthorized, new(
                DeliveryWork.SenderUnknown, "No such sender is known here.", "sender", name,
                string.Join(", ", _gates.Keys.Order(StringComparer.Ordinal))));
        }

        var read = await RequestBody.ReadBytesAsync(http.Request, gate.LargestBody, http.RequestAborted);
        if (!read.IsOk)
        {
            return new AccessDecision.Refused(StatusCodes.Status413PayloadTooLarge, read.Problems[0]);
        }

        if (await gate.CheckAsync(http.Request, read.Value, http.RequestAborted) is { } refusal)
        {
            return new AccessDecision.Refused(refusal.Status, refusal.Problem);
        }

        http.Request.Body = new MemoryStream(read.Value.ToArray(), writable: false);
        return new AccessDecision.Allowed(new Caller($"webhook:{gate.Sender}", gate.Sender, []));
    }
}
