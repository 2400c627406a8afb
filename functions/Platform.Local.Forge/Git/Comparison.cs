using System.Globalization;
using System.Text;

namespace Platform.Local.Forge.Git;

/// <summary>A file that differs; <paramref name="Status"/> is the word of GitHub's comparisons.</summary>
internal sealed record FileDifference(string Path, string? FormerPath, string Status, string Sha, int Additions, int Deletions);

/// <summary>What differs between commits, with renames as git sees them.</summary>
internal static class Comparison
{
    /// <summary>The youngest common ancestor; null for histories that share nothing.</summary>
    public static string? MergeBase(this BareRepository repository, string one, string other)
    {
        var known = repository.Ancestry(one).Select(commit => commit.Sha).ToHashSet();
        return repository.Ancestry(other).FirstOrDefault(commit => known.Contains(commit.Sha)).Sha;
    }

    public static IReadOnlyList<FileDifference> Differences(this BareRepository repository, string before, string after)
    {
        string[] arguments = ["diff-tree", "-r", "-M", "--raw", "--numstat", "-z", "--no-abbrev", before, after];
        var fields = new Queue<string>(
            Encoding.UTF8.GetString(GitProcess.Read(repository.Path, arguments)).Split('\0', StringSplitOptions.None));
        var found = new List<FileDifference>();
        while (fields.TryPeek(out var next) && next.StartsWith(':'))
        {
            var words = fields.Dequeue().Split(' ');
            var path = fields.Dequeue();
            var isRename = words[4][0] == 'R';
            found.Add(
                new FileDifference(
                    isRename ? fields.Dequeue() : path,
                    isRename ? path : null,
                    StatusOf(words[4][0]),
                    words[4][0] == 'D' ? words[2] : words[3],
                    0,
                    0));
        }

        return [.. found.Select(file => Counted(file, fields))];
    }

    // "additions TAB deletions TAB path", or without a path and followed by both of a rename.
    private static FileDifference Counted(FileDifference file, Queue<string> fields)
    {
        var words = fields.Dequeue().Split('\t');
        if (words[2].Length == 0)
        {
            fields.Dequeue();
            fields.Dequeue();
        }

        return file with { Additions = Number(words[0]), Deletions = Number(words[1]) };
    }

    private static int Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string StatusOf(char letter) =>
        letter switch
        {
            'A' => "added",
            'D' => "removed",
            'R' => "renamed",
            'T' => "changed",
            _ => "modified",
        };
}
