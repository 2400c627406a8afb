using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>All wanted files of a small repository by one call: its archive, read as it comes out of the compression.</summary>
internal sealed class ArchiveReader(ReadCalls calls)
{
    private const int LargestArchive = 4 * 1024 * 1024;
    private const long LargestContent = 64L * 1024 * 1024;

    private readonly ArchiveDownload _download = new(calls, LargestArchive);

    public async Task<Result<RepositoryArchive>> ReadAsync(
        RepositoryName repository, string reference, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var answer = await _download.ReadAsync(repository, reference, cancellationToken);
        try
        {
            return answer.IsOk
                ? await UnpackAsync(repository, answer.Value, isWanted, cancellationToken)
                : Result<RepositoryArchive>.Failed(answer.Problems);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw ArchiveDownload.NotWhole(repository, reference, broken);
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
                return ArchiveDownload.TooLarge(repository);
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
                    return ArchiveDownload.TooLarge(repository);
                }

                files.Add(new(path, AddressOf(content), text.Value));
            }
        }

        return commit.Length > 0 ? new RepositoryArchive(commit, files) : ArchiveDownload.TooLarge(repository);
    }

    // What git calls the SHA of a blob. It names content here, it protects nothing.
#pragma warning disable CA5350
    private static string AddressOf(byte[] content) => Convert.ToHexStringLower(
        SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
