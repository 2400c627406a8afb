using System.Text.Json;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Primitives;

namespace Platform.Adapters.GitHub.People;

/// <summary>Reads listings page by page, conditionally. All pages or nothing.</summary>
internal sealed class PeoplePages(ReadCalls calls, GitHubPeopleMemory memory)
{
    public const int Size = 100;

    private const int Most = 1000;

    private int _calls;

    public int Calls => _calls;

    public async Task<Result<IReadOnlyList<T>>> ReadAsync<T>(
        string doing, Func<int, Uri> route, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        for (var page = 1; page <= Most; page++)
        {
            var found = await PageAsync<T>($"{doing}, page {page}", route(page), cancellationToken);
            if (!found.IsOk)
            {
                return Result<IReadOnlyList<T>>.Failed(found.Problems);
            }

            all.AddRange(found.Value);
            if (found.Value.Length < Size)
            {
                return all;
            }
        }

        return new Problem(GitHubProblems.Rejected, $"Could not {doing}: there are more than {Most * Size}.");
    }

    private async Task<Result<T[]>> PageAsync<T>(string doing, Uri route, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        var key = route.OriginalString;
        var known = memory.Find(key);
        var answer = await calls.GetAsync<T[]>(new CallContext(doing, null), route, known?.Tag, cancellationToken);
        if (!answer.IsOk)
        {
            return Result<T[]>.Failed(answer.Problems);
        }

        if (answer.Value.NotModified)
        {
            memory.Keep(key, known!);
            return known!.Items.Deserialize<T[]>(PlatformJson.Options)!;
        }

        if (answer.Value.Body is not { } body)
        {
            return new Problem(
                GitHubProblems.OrganizationNotFound, $"Could not {doing}: there is no such thing, or the token may not see it.");
        }

        if (answer.Value.Tag is { } tag)
        {
            memory.Keep(key, new(tag, JsonSerializer.SerializeToNode(body, PlatformJson.Options)!));
        }

        return body;
    }
}
