using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Platform.Local.Forge.Git;

/// <summary>Archives of commits as <c>git archive</c> makes them: one folder, and the commit's name in the header.</summary>
internal static class Archives
{
    private const string Executable = "100755";

    public static byte[] Archive(this BareRepository repository, string commit, string fullName)
    {
        var found = repository.Commit(commit)!;
        var folder = $"{fullName.Replace('/', '-')}-{commit[..7]}/";
        var omitted = Omitted(repository, found.Tree);
        using var buffer = new MemoryStream();
        using (var zipped = new GZipStream(buffer, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zipped, TarEntryFormat.Pax))
        {
            tar.WriteEntry(new PaxGlobalExtendedAttributesTarEntry([KeyValuePair.Create("comment", commit)]));
            foreach (var file in repository.Walk(found.Tree).Where(file => !omitted.Contains(file.Path)))
            {
                Write(tar, repository, folder + file.Path, file.Entry, found.Committer.Date);
            }
        }

        return buffer.ToArray();
    }

    private static void Write(TarWriter tar, BareRepository repository, string path, TreeEntry entry, DateTimeOffset time)
    {
        if (entry.Mode is TreeEntry.Directory or TreeEntry.Submodule)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, path + "/") { ModificationTime = time });
            return;
        }

        var content = repository.Objects.Read(entry.Sha)!.Content;
        tar.WriteEntry(
            entry.Mode == TreeEntry.Symlink
                ? new PaxTarEntry(TarEntryType.SymbolicLink, path)
                {
                    LinkName = Encoding.UTF8.GetString(content),
                    ModificationTime = time,
                }
                : new PaxTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(content),
                    Mode = entry.Mode == Executable
                        ? (UnixFileMode)Convert.ToInt32("755", 8)
                        : (UnixFileMode)Convert.ToInt32("644", 8),
                    ModificationTime = time,
                });
    }

    // Of .gitattributes only what keeps a path, as it is written, out of archives.
    private static HashSet<string> Omitted(BareRepository repository, string tree)
    {
        var attributes = repository.Find(tree, ".gitattributes") is { Type: "blob" } file
            ? Encoding.UTF8.GetString(repository.Objects.Read(file.Sha)!.Content)
            : "";
        return
        [
            .. attributes
                .Split('\n')
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Contains("export-ignore"))
                .Select(words => words[0].TrimStart('/')),
        ];
    }
}
