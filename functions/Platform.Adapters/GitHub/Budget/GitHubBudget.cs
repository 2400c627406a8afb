using System.Collections.Concurrent;

namespace Platform.Adapters.GitHub.Budget;

/// <summary>
/// The one budget of mutating calls for all instances. An instance takes slots in small lots, so that most calls cost no storage
/// call; what it did not use of a lot goes back with its next reservation. A block that GitHub imposes reaches other instances
/// with their next reservation, ten seconds later at most.
/// </summary>
internal sealed class GitHubBudget(IBudgetRows rows, BudgetLimits limits, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, OrganizationBudget> _organizations = new(StringComparer.Ordinal);

    /// <summary>Takes one slot.</summary>
    /// <exception cref="BudgetExhaustedException">Nothing was taken; ask again after its delay.</exception>
    public Task TakeAsync(string organization, CancellationToken cancellationToken) =>
        Of(organization).TakeAsync(cancellationToken);

    /// <exception cref="BudgetExhaustedException">GitHub told this instance to wait; reads wait for that too.</exception>
    public void ThrowIfBlocked(string organization) => Of(organization).ThrowIfBlocked();

    /// <summary>Nobody calls until then.</summary>
    public Task BlockAsync(string organization, DateTimeOffset until, string because, CancellationToken cancellationToken) =>
        Of(organization).BlockAsync(until, because, cancellationToken);

    public void Dispose()
    {
        foreach (var organization in _organizations.Values)
        {
            organization.Dispose();
        }
    }

    private OrganizationBudget Of(string organization) => _organizations.GetOrAdd(
        organization.ToLowerInvariant(), key => new OrganizationBudget(key, rows, limits, clock));
}

/// <summary>The call was not sent: the budget has no slot for it, or GitHub refused it for its rate.</summary>
internal sealed class BudgetExhaustedException(string organization, TimeSpan delay, string reason)
    : Exception($"Calls for {organization} wait {delay}: {reason}.")
{
    public string Organization { get; } = organization;

    public TimeSpan Delay { get; } = delay;

    public string Reason { get; } = reason;
}
