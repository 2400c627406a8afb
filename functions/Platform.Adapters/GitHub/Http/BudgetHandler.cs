using System.Collections.Concurrent;
using Platform.Adapters.GitHub.Budget;

namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// Lets no mutation out without a slot, and turns GitHub's rate limits into a block for everyone. Both end in a
/// <see cref="BudgetExhaustedException"/>, which promises that the call had no effect.
/// </summary>
internal sealed class BudgetHandler(GitHubBudget budget, LimitWaits waits, Uri apiUrl, TimeProvider clock) : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, int> _strikes = new(StringComparer.OrdinalIgnoreCase);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (OrganizationOf(request) is not { } organization)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var isRead = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
        if (isRead)
        {
            budget.ThrowIfBlocked(organization);
        }
        else
        {
            await budget.TakeAsync(organization, cancellationToken);
        }

        var response = await base.SendAsync(request, cancellationToken);
        var strikes = _strikes.GetValueOrDefault(organization);
        var limit = await RateLimitSignal.ReadAsync(response, strikes, waits, clock.GetUtcNow(), cancellationToken);
        if (limit is null)
        {
            if (strikes > 0 && response.IsSuccessStatusCode)
            {
                _strikes.TryRemove(organization, out _);
            }

            return response;
        }

        response.Dispose();
        _strikes[organization] = strikes + 1;
        await budget.BlockAsync(organization, clock.GetUtcNow() + limit.Delay, limit.Reason, cancellationToken);
        throw new BudgetExhaustedException(organization, limit.Delay, limit.Reason);
    }

    // repos/{owner}/... and orgs/{org}/... below the API's root.
    private string? OrganizationOf(HttpRequestMessage request) =>
        request.RequestUri is { } uri
        && apiUrl.MakeRelativeUri(uri).OriginalString.Split('/', '?') is ["repos" or "orgs", { Length: > 0 } owner, ..]
            ? owner
            : null;
}
