using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Platform.Adapters.GitHub.Http;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>All wanted files of a small repository by one call: its archive, read as it comes out of the compression.</summary>
internal sealed class ArchiveReader(ReadCalls calls)
{
    private const int LargestArchive = 4 * 1024 * 1024;
    private const long LargestContent = 64L * 1024 * 1024;

    public async Task<Result<RepositoryArchive>> ReadAsync(
        RepositoryName repository, string reference, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var context = new CallContext($"read the archive of {reference}", repository);
        try
        {
            var answer = await calls.RunAsync(
                context,
                async github =>
                {
                    CallScope.Limit(LargestArchive);
                    return (await github.Connection.GetRaw(GitHubRoutes.Archive(repository, reference), null)).Body;
                },
                cancellationToken);
            return answer is { IsOk: true, Value.Length: > LargestArchive } ? TooLarge(repository)
                : answer.IsOk ? await UnpackAsync(repository, answer.Value, isWanted, cancellationToken)
                : Result<RepositoryArchive>.Failed(answer.Problems);
        }
        catch (TransientSourceControlException tooLarge) when (tooLarge.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConfigurationLimitExceeded,
        })
        {
            return TooLarge(repository);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw new TransientSourceControlException(
                GitHubProblems.Unavailable, $"{context.Sentence}: it is not whole", inner: broken);
        }
    }

    private static async Task<Result<RepositoryArchive>> UnpackAsync(
        RepositoryName repository, byte[] archive, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        await using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        var (commit, files, size) = (string.Empty, new List<ArchivedFile>(), 0L);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            // git names the commit in the archive's own header.
            if (entry is PaxGlobalExtendedAttributesTarEntry global)
            {
                commit = global.GlobalExtendedAttributes.GetValueOrDefault("comment", string.Empty);
                continue;
            }

            size += entry.Length;
            if (size > LargestContent)
            {
                return TooLarge(repository);
            }

            var path = entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && entry.Length <= TextReader.LargestFile && isWanted(path))
            {
                var content = new byte[entry.Length];
                await (entry.DataStream ?? Stream.Null).ReadExactlyAsync(content, cancellationToken);
                var text = TextReader.Decode(repository, path, content);
                if (!text.IsOk)
                {
                    // The tree's way reports it.
                    return TooLarge(repository);
                }

                files.Add(new(path, AddressOf(content), text.Value));
            }
        }

        return commit.Length > 0 ? new RepositoryArchive(commit, files) : TooLarge(repository);
    }

    // What git calls the SHA of a blob. It names content here, it protects nothing.
#pragma warning disable CA5350
    private static string AddressOf(byte[] content) => Convert.ToHexStringLower(
        SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350

    private static Problem TooLarge(RepositoryName repository) => new(
        ReadingProblems.ArchiveTooLarge, $"The archive of {repository} can't be used; its tree can.", "repository",
        repository.ToString());
}
