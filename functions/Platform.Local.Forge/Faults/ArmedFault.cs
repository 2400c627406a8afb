namespace Platform.Local.Forge.Faults;

/// <summary>A rule and what is left of it; its holder guards it.</summary>
internal sealed class ArmedFault(FaultRule rule)
{
    private readonly RoutePattern _routes = new(rule.Method, rule.RoutePattern);
    private int _skip = rule.Skip;

    public FaultRule Rule { get; } = rule;

    public int Left { get; set; } = rule.Times;

    /// <summary>Whether this target meets the fault; it counts as used then, or as one of those that go well before.</summary>
    public bool Take(FaultTarget target)
    {
        if (Left <= 0 || !Concerns(target))
        {
            return false;
        }

        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        Left--;
        return true;
    }

    private bool Concerns(FaultTarget target) =>
        Same(Rule.Org, target.Org)
        && (Rule.Repo is null || Same(Rule.Repo, target.Repo))
        && target.CanMeet(Rule.Fault)
        && target switch
        {
            RequestTarget request => _routes.Matches(request.Method, request.Route),
            WebhookTarget webhook => Rule.Event is null || Rule.Event == webhook.Event,
            _ => false,
        };

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
