using Platform.Adapters.GitHub.Http;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>Fetches a repository's archive, a compressed tar.</summary>
internal sealed class ArchiveDownload(ReadCalls calls, int largest)
{
    public async Task<Result<byte[]>> ReadAsync(
        RepositoryName repository, string reference, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await calls.RunAsync(
                ContextOf(repository, reference),
                async github =>
                {
                    CallScope.Limit(largest);
                    return (await github.Connection.GetRaw(GitHubRoutes.Archive(repository, reference), null)).Body;
                },
                cancellationToken);
            return answer is { IsOk: true, Value.Length: var length } && length > largest ? TooLarge(repository) : answer;
        }
        catch (TransientSourceControlException tooLarge) when (tooLarge.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConfigurationLimitExceeded,
        })
        {
            return TooLarge(repository);
        }
    }

    /// <summary>For an archive that breaks off in the middle.</summary>
    public static TransientSourceControlException NotWhole(RepositoryName repository, string reference, Exception broken) =>
        new(GitHubProblems.Unavailable, $"{ContextOf(repository, reference).Sentence}: it is not whole", inner: broken);

    public static Problem TooLarge(RepositoryName repository) => new(
        ReadingProblems.ArchiveTooLarge, $"The archive of {repository} can't be used; its tree can.", "repository",
        repository.ToString());

    private static CallContext ContextOf(RepositoryName repository, string reference) =>
        new($"read the archive of {reference}", repository);
}
