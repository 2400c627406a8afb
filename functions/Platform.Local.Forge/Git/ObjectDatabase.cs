using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Platform.Local.Forge.Git;

/// <summary>
/// The <c>objects</c> folder of a bare repository. Loose objects are read and written here; packs (a person may run
/// <c>git gc</c>) are read through <c>git cat-file</c>.
/// </summary>
internal sealed class ObjectDatabase(string gitDirectory)
{
    private readonly string _objects = Path.Combine(gitDirectory, "objects");

    /// <summary>Idempotent: an object that is there is left alone.</summary>
    public string Write(string type, byte[] content)
    {
        var value = new GitObject(type, content);
        var sha = value.Sha;
        var path = LoosePath(sha);
        if (!File.Exists(path))
        {
            WriteLoose(path, value);
        }

        return sha;
    }

    public bool Contains(string sha, string? type = null) => Read(sha) is { } found && (type is null || found.Type == type);

    public GitObject? Read(string sha, string? type = null)
    {
        if (!GitObject.IsSha(sha))
        {
            return null;
        }

        var found = File.Exists(LoosePath(sha)) ? ReadLoose(LoosePath(sha)) : ReadPacked(sha);
        return found is null || (type is not null && found.Type != type) ? null : found;
    }

    /// <summary>The length of an object, without reading all of it.</summary>
    public int? SizeOf(string sha)
    {
        if (!GitObject.IsSha(sha) || !File.Exists(LoosePath(sha)))
        {
            return Read(sha)?.Content.Length;
        }

        using var file = File.OpenRead(LoosePath(sha));
        using var inflated = new ZLibStream(file, CompressionMode.Decompress);
        Span<byte> start = stackalloc byte[32];
        var read = inflated.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var header = Encoding.ASCII.GetString(start[..start[..read].IndexOf((byte)0)]);
        return int.Parse(header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
    }

    private static GitObject ReadLoose(string path)
    {
        using var file = File.OpenRead(path);
        using var inflated = new ZLibStream(file, CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        inflated.CopyTo(buffer);
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        var end = bytes.IndexOf((byte)0);
        var header = Encoding.ASCII.GetString(bytes[..end]);
        return new GitObject(header[..header.IndexOf(' ', StringComparison.Ordinal)], bytes[(end + 1)..].ToArray());
    }

    private GitObject? ReadPacked(string sha)
    {
        if (
            !Directory.Exists(Path.Combine(_objects, "pack"))
            || Directory.GetFiles(Path.Combine(_objects, "pack"), "*.pack").Length == 0)
        {
            return null;
        }

        var output = GitProcess.Read(gitDirectory, ["cat-file", "--batch"], sha + "\n");
        var end = output.AsSpan().IndexOf((byte)'\n');
        var header = Encoding.ASCII.GetString(output, 0, Math.Max(end, 0)).Split(' ');
        return header.Length == 3
            ? new GitObject(header[1], output.AsSpan(end + 1, int.Parse(header[2], CultureInfo.InvariantCulture)).ToArray())
            : null;
    }

    private static void WriteLoose(string path, GitObject value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}";
        using (var file = File.Create(temporary))
        using (var deflated = new ZLibStream(file, CompressionLevel.Fastest))
        {
            deflated.Write(value.Header);
            deflated.Write(value.Content);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private string LoosePath(string sha) => Path.Combine(_objects, sha[..2], sha[2..]);
}
