using System.Net;
using Octokit;
using Platform.Adapters.GitHub.Http;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Reading;

/// <param name="Body">Null when there is no such thing, or when it is as the known tag says.</param>
internal sealed record ReadAnswer<T>(T? Body, string? Tag, bool NotModified)
    where T : class;

/// <summary>
/// Reads, as often as it makes sense at once: most server errors and broken connections pass within seconds, and giving a whole
/// listing up for one of them would cost all its pages.
/// </summary>
internal sealed class ReadCalls(GitHubCalls calls, TimeSpan firstPause, TimeProvider clock)
{
    private const int Attempts = 3;

    public static ReadCalls Of(IGitHubClient client, GitHubOptions settings, IBudgetWaits waits, TimeProvider clock) =>
        new(GitHubCalls.Of(client, settings, waits, clock), settings.LimitWaits.Smallest, clock);

    public Task<Result<ReadAnswer<T>>> GetAsync<T>(
        CallContext context, Uri route, string? knownTag, CancellationToken cancellationToken)
        where T : class => RunAsync(context, async github =>
        {
            try
            {
                CallScope.Know(knownTag);
                var answer = await github.Connection.Get<T>(route, null);
                var isSame = answer.HttpResponse.StatusCode == HttpStatusCode.NotModified;
                return new ReadAnswer<T>(isSame ? null : answer.Body, isSame ? knownTag : TagOf(answer.HttpResponse), isSame);
            }
            catch (NotFoundException)
            {
                return new ReadAnswer<T>(null, null, NotModified: false);
            }
        }, cancellationToken);

    public async Task<Result<T>> RunAsync<T>(
        CallContext context, Func<IGitHubClient, Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await calls.RunAsync(context, call, cancellationToken);
            }
            catch (TransientSourceControlException passing)
                when (attempt < Attempts && passing.Code == GitHubProblems.Unavailable)
            {
                await Task.Delay(firstPause * attempt, clock, cancellationToken);
            }
        }
    }

    private static string? TagOf(IResponse response) =>
        response.Headers.FirstOrDefault(header => header.Key.Equals("etag", StringComparison.OrdinalIgnoreCase)).Value;
}
