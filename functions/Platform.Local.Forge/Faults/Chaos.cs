namespace Platform.Local.Forge.Faults;

/// <summary>Draws the faults of one plan; its holder guards it.</summary>
internal sealed class Chaos(ChaosPlan plan)
{
    private readonly RoutePattern[] _routes = [.. plan.Routes.Select(RoutePattern.Parse)];
    private long _webhooks;

    public ChaosPlan Plan { get; } = plan;

    public long Requests { get; private set; }

    public long Faults { get; private set; }

    /// <summary>Depends on the seed, the number of the request and what can meet it, on nothing else.</summary>
    public FaultRule? Draw(FaultTarget target)
    {
        if (target is RequestTarget request
            && _routes.Length > 0
            && !Array.Exists(_routes, route => route.Matches(request.Method, request.Route)))
        {
            return null;
        }

        // Deliveries have numbers of their own: how many come depends on time.
        var number = target is WebhookTarget ? -++_webhooks : ++Requests;
        var first = Mix(unchecked((ulong)Plan.Seed * 0x9E3779B97F4A7C15UL + (ulong)number));
        if ((first >> 11) * (1.0 / (1UL << 53)) >= Plan.Rate)
        {
            return null;
        }

        var possible = Plan.Faults.Where(rule => target.CanMeet(rule.Fault)).ToList();
        if (possible.Count == 0)
        {
            return null;
        }

        Faults++;
        return possible[(int)(Mix(first) % (ulong)possible.Count)];
    }

    public void GiveBack() => Faults--;

    // The finalizer of SplitMix64: neighbouring numbers have nothing in common afterwards.
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value + 0x9E3779B97F4A7C15UL);
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
