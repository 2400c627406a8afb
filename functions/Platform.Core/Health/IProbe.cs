namespace Platform.Core.Health;

/// <summary>
/// Looks at one dependency. Whoever runs it bounds its time, so it may wait for as long as it is let; what it throws becomes a
/// finding by <see cref="Explain"/>.
/// </summary>
public interface IProbe
{
    /// <summary>What an exception says, also one of the probe's construction: bad settings break clients already there.</summary>
    static abstract Finding Explain(Exception failure);

    Task<Finding> LookAsync(CancellationToken cancellationToken);
}
