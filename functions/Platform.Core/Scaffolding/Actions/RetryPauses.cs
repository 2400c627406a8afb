namespace Platform.Core.Scaffolding.Actions;

/// <summary>How long an action waits before it tries again what may pass; each pause is twice the one before.</summary>
public sealed record RetryPauses(TimeSpan First, TimeSpan Longest)
{
    /// <value>Long enough together for a restart of whatever was called.</value>
    public static RetryPauses Usual { get; } = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));

    /// <param name="attempt">The one that failed, from 1.</param>
    public TimeSpan After(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, attempt - 1)));
}
