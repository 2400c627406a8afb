using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>
/// Writes and reads the bodies of many files in few storage calls: small ones share a pack. Against the storage emulator 60 files
/// of 3 KB took 230 to 550 ms as blobs of their own and 13 to 33 ms as a pack.
/// </summary>
public static class WorkspaceBodies
{
    private const int SmallBytes = 64 * 1024;
    private const int PackBytes = 4 * 1024 * 1024;
    private const int Parallelism = 8;

    /// <summary>Stores the bodies; the same bodies in the same order give the same packs.</summary>
    public static async Task<IReadOnlyList<WorkspaceFile>> WriteAsync(
        this IContentStore store, IReadOnlyList<WorkspaceBody> bodies, CancellationToken cancellationToken)
    {
        var files = new List<WorkspaceFile>(bodies.Count);
        var contents = new List<ReadOnlyMemory<byte>>();
        foreach (var group in Group(bodies))
        {
            if (group is [var alone])
            {
                files.Add(FileOf(alone, null));
                contents.Add(alone.Content);
                continue;
            }

            var pack = new byte[group.Sum(body => body.Content.Length)];
            var offset = 0;
            var offsets = new int[group.Count];
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Content.CopyTo(pack.AsMemory(offset));
                offsets[i] = offset;
                offset += group[i].Content.Length;
            }

            var address = ContentHash.Of(pack);
            files.AddRange(group.Select((body, i) => FileOf(body, new(address, offsets[i]))));
            contents.Add(pack);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(contents, options, async (content, token) =>
            await store.PutAsync(content, token));
        return files;
    }

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        this IContentStore store, WorkspaceFile file, CancellationToken cancellationToken)
    {
        if (file.Pack is not { } slice)
        {
            return await store.GetAsync(file.Sha256, cancellationToken);
        }

        var pack = await store.GetAsync(slice.Sha256, cancellationToken);
        return pack.Slice(slice.Offset, (int)file.Size);
    }

    /// <summary>All bodies in the files' order; each pack is fetched once.</summary>
    public static async Task<IReadOnlyList<WorkspaceBody>> ReadAsync(
        this IContentStore store, IReadOnlyList<WorkspaceFile> files, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var address in files.Select(file => file.Pack?.Sha256 ?? file.Sha256).Distinct())
        {
            contents[address] = await store.GetAsync(address, cancellationToken);
        }

        return [.. files.Select(file => new WorkspaceBody(file.Path, file.Mode, file.Pack is { } slice
            ? contents[slice.Sha256].Slice(slice.Offset, (int)file.Size)
            : contents[file.Sha256]))];
    }

    private static WorkspaceFile FileOf(WorkspaceBody body, PackSlice? pack) =>
        new(body.Path, body.Mode, ContentHash.Of(body.Content.Span), body.Content.Length, pack);

    private static IEnumerable<List<WorkspaceBody>> Group(IReadOnlyList<WorkspaceBody> bodies)
    {
        var pack = new List<WorkspaceBody>();
        var size = 0;
        foreach (var body in bodies)
        {
            if (body.Content.Length > SmallBytes)
            {
                yield return [body];
                continue;
            }

            if (size + body.Content.Length > PackBytes)
            {
                yield return pack;
                pack = [];
                size = 0;
            }

            pack.Add(body);
            size += body.Content.Length;
        }

        if (pack.Count > 0)
        {
            yield return pack;
        }
    }
}
