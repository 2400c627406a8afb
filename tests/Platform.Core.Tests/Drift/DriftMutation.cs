namespace Platform.Core.Tests.Drift;

/// <summary>One way to make a healthy service drift.</summary>
/// <param name="Rule">Which then fails, and no other.</param>
/// <param name="Evidence">A part of what it then says.</param>
/// <param name="Area">Of a service at most one mutation of an area is made.</param>
internal sealed record DriftMutation(string Rule, string Area, string Evidence, Func<ServiceShape, ServiceShape> Seed)
{
    /// <value>Rules say little of the rest then.</value>
    public bool IsAlone { get; init; }

    public bool NeedsService { get; init; }

    public override string ToString() => Rule;
}
