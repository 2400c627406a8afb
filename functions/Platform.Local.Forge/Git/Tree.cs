using System.Text;

namespace Platform.Local.Forge.Git;

/// <summary>One line of a tree; <paramref name="Mode"/> has six digits as the REST API writes it.</summary>
internal sealed record TreeEntry(string Name, string Mode, string Sha)
{
    public const string Directory = "040000";
    public const string Submodule = "160000";
    public const string Symlink = "120000";

    public string Type =>
        Mode switch
        {
            Directory => "tree",
            Submodule => "commit",
            _ => "blob",
        };

    /// <summary>git sorts a directory as if its name ended in a slash.</summary>
    public string SortKey => Mode == Directory ? Name + "/" : Name;
}

/// <summary>The binary form of trees.</summary>
internal static class Tree
{
    public static IReadOnlyList<TreeEntry> Parse(byte[] content)
    {
        var entries = new List<TreeEntry>();
        var rest = content.AsSpan();
        while (rest.Length > 0)
        {
            var space = rest.IndexOf((byte)' ');
            var end = rest.IndexOf((byte)0);
            entries.Add(
                new TreeEntry(
                    Encoding.UTF8.GetString(rest[(space + 1)..end]),
                    Encoding.ASCII.GetString(rest[..space]).PadLeft(6, '0'),
                    Convert.ToHexStringLower(rest.Slice(end + 1, 20))));
            rest = rest[(end + 21)..];
        }

        return entries;
    }

    public static byte[] Format(IEnumerable<TreeEntry> entries)
    {
        using var buffer = new MemoryStream();
        foreach (
            var entry in entries
                .Select(entry => (entry, Key: Encoding.UTF8.GetBytes(entry.SortKey)))
                .OrderBy(pair => pair.Key, Bytes))
        {
            buffer.Write(Encoding.UTF8.GetBytes($"{entry.entry.Mode.TrimStart('0')} {entry.entry.Name}\0"));
            buffer.Write(Convert.FromHexString(entry.entry.Sha));
        }

        return buffer.ToArray();
    }

    private static readonly Comparer<byte[]> Bytes = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));
}
