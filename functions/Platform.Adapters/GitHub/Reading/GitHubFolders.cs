using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Workspaces;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>Folders and files of repositories with their bytes and modes, by one call: the archive.</summary>
internal sealed class GitHubFolders(
    IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, RepositoryHost host, TimeProvider clock)
    : IRepositoryFolders
{
    private const int LargestArchive = 64 * 1024 * 1024;
    private const long LargestContent = 256L * 1024 * 1024;
    private const int MostFiles = 20_000;

    private readonly ArchiveDownload _download = new(ReadCalls.Of(client, options.Value, waits, clock), LargestArchive);

    public async Task<Result<RepositoryFolder>> ReadAsync(Uri url, CancellationToken cancellationToken)
    {
        var (repository, candidates) = Read(Here(url));
        if (repository is null)
        {
            return new Problem(
                "skeleton-not-local", $"'{url.Host}{url.AbsolutePath}' is no place that files are fetched from.", "url",
                Expected: $"a path within the template's folder, or {host.Web}OWNER/REPO/tree/BRANCH/PATH");
        }

        Result<RepositoryFolder> missing = Missing(url);
        foreach (var (reference, path) in candidates)
        {
            var archive = await _download.ReadAsync(repository, reference, cancellationToken);
            if (!archive.IsOk)
            {
                missing = Result<RepositoryFolder>.Failed(archive.Problems);
                continue;
            }

            var files = await UnpackAsync(repository, reference, archive.Value, path, cancellationToken);
            if (!files.IsOk || files.Value.Count > 0)
            {
                return files.IsOk ? new RepositoryFolder(path, files.Value) : Result<RepositoryFolder>.Failed(files.Problems);
            }

            missing = Missing(url);
        }

        return missing;
    }

    // Templates say github.com and mean the GitHub that the platform works with.
    private Uri Here(Uri url) => url is { IsDefaultPort: true, UserInfo.Length: 0 }
        && url.Host.Equals("github.com", StringComparison.OrdinalIgnoreCase)
        ? new Uri(host.Web, url.PathAndQuery)
        : url;

    private (RepositoryName? Repository, IReadOnlyList<(string Reference, string Path)> Candidates) Read(Uri url)
    {
        var address = url.GetLeftPart(UriPartial.Path).TrimEnd('/');
        // Names and passwords in addresses are nobody's business here.
        if (!host.Owns(url) || url.UserInfo.Length > 0)
        {
            return (null, []);
        }

        // A last segment that stands for everything below: the root of a branch is a folder, too.
        if (host.Read(new Uri($"{address}/_")) is { } named)
        {
            return (named.Repository, [.. named.Candidates.Select(
                candidate => (candidate.Reference, candidate.Path[..^1].TrimEnd('/')))]);
        }

        var segments = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments is [var owner, var name] && RepositoryName.TryCreate(owner, name, out var whole)
            ? (whole, [("HEAD", string.Empty)])
            : (null, []);
    }

    private static async Task<Result<IReadOnlyList<WorkspaceBody>>> UnpackAsync(
        RepositoryName repository, string reference, byte[] archive, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
            await using var tar = new TarReader(unzipped);
            var (files, size) = (new List<WorkspaceBody>(), 0L);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                var name = entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
                if (name != path && path.Length > 0 && !name.StartsWith($"{path}/", StringComparison.Ordinal))
                {
                    continue;
                }

                size += entry.Length;
                if (size > LargestContent || files.Count >= MostFiles)
                {
                    return ArchiveDownload.TooLarge(repository);
                }

                if (await BodyOfAsync(entry, name, cancellationToken) is { } body)
                {
                    files.Add(body);
                }
            }

            return Result<IReadOnlyList<WorkspaceBody>>.Ok(files);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw ArchiveDownload.NotWhole(repository, reference, broken);
        }
    }

    private static async Task<WorkspaceBody?> BodyOfAsync(TarEntry entry, string name, CancellationToken cancellationToken)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.SymbolicLink:
                return new(name, WorkspacePath.LinkMode, Encoding.UTF8.GetBytes(entry.LinkName));
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                var content = new byte[entry.Length];
                await (entry.DataStream ?? Stream.Null).ReadExactlyAsync(content, cancellationToken);
                return new(name, entry.Mode.HasFlag(UnixFileMode.UserExecute) ? "100755" : "100644", content);
            default:
                return null;
        }
    }

    private static Problem Missing(Uri url) => new(
        "skeleton-missing", $"There is nothing at '{url.Host}{url.AbsolutePath}'.", "url", Expected: "a folder or a file");
}
