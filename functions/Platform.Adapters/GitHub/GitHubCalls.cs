using Octokit;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Http;
using Platform.Core.Observability;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Every call to GitHub goes through here: waits for the budget are reported and sat out, errors are translated.
/// </summary>
internal sealed class GitHubCalls(
    IGitHubClient client, GitHubErrors errors, IBudgetWaits waits, TimeSpan longestWait, TimeProvider clock)
{
    public static GitHubCalls Of(IGitHubClient client, GitHubOptions settings, IBudgetWaits waits, TimeProvider clock) =>
        new(client, new(clock, settings.ReadyTimeout), waits, settings.LongestWait, clock);

    /// <param name="call">One request, because it is repeated when the budget had no slot for it.</param>
    public async Task<Result<T>> RunAsync<T>(
        CallContext context, Func<IGitHubClient, Task<T>> call, CancellationToken cancellationToken)
    {
        CallScope.Enter(cancellationToken);
        var waited = TimeSpan.Zero;
        while (true)
        {
            try
            {
                return Result<T>.Ok(await call(client));
            }
            catch (BudgetExhaustedException exhausted)
            {
                waited += exhausted.Delay;
                await WaitAsync(context, exhausted, waited, cancellationToken);
            }
            catch (Exception e) when (GitHubErrors.IsError(e) && !cancellationToken.IsCancellationRequested)
            {
                return errors.Translate(e, context);
            }
        }
    }

    public async Task<Result<Unit>> RunAsync(
        CallContext context, Func<IGitHubClient, Task> call, CancellationToken cancellationToken) =>
        await RunAsync(context, async github =>
        {
            await call(github);
            return Unit.Value;
        }, cancellationToken);

    /// <summary>A creation; finding that it exists already is as good.</summary>
    public Task<Result<Unit>> EnsureAsync(
        CallContext context, Func<IGitHubClient, Task> create, CancellationToken cancellationToken) =>
        RunAsync(context, async github =>
        {
            try
            {
                await create(github);
            }
            catch (ApiException answer) when (GitHubErrors.IsAlreadyThere(answer))
            {
                // Whoever was faster made the same.
            }
        }, cancellationToken);

    /// <summary>A read for which "there is none" is an answer, once the repository is old enough for it to be true.</summary>
    public async Task<Result<Found<T>>> FindAsync<T>(
        CallContext context, Func<IGitHubClient, Task<T>> call, CancellationToken cancellationToken)
        where T : class =>
        await RunAsync(context, async github =>
        {
            try
            {
                return new Found<T>(await call(github));
            }
            catch (NotFoundException) when (!errors.IsYoung(context))
            {
                return new Found<T>(null);
            }
        }, cancellationToken);

    private async Task WaitAsync(
        CallContext context, BudgetExhaustedException exhausted, TimeSpan waited, CancellationToken cancellationToken)
    {
        if (waited > longestWait)
        {
            throw new TransientSourceControlException(
                GitHubProblems.RateLimited, $"{context.Sentence}: {exhausted.Reason}", exhausted.Delay, exhausted,
                waitsItsTurn: true);
        }

        var wait = new BudgetWait(
            context.TaskId ?? CallIdentity.TaskId, exhausted.Organization, exhausted.Reason, exhausted.Delay);
        await waits.ReportAsync(wait, cancellationToken);
        PlatformMetrics.GitHubWaits.Record(exhausted.Delay.TotalSeconds);
        await Task.Delay(exhausted.Delay, clock, cancellationToken);
    }
}

/// <summary>A value, or the certainty that there is none.</summary>
internal readonly record struct Found<T>(T? Value)
    where T : class;
