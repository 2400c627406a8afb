using System.Globalization;
using System.Text;

namespace Platform.Local.Forge.Git;

/// <summary>Author or committer, with the offset they wrote in.</summary>
internal sealed record Signature(string Name, string Email, DateTimeOffset Date)
{
    public override string ToString()
    {
        var offset = Date.Offset < TimeSpan.Zero ? $"-{Date.Offset:hhmm}" : $"+{Date.Offset:hhmm}";
        return FormattableString.Invariant($"{Clean(Name)} <{Clean(Email)}> {Date.ToUnixTimeSeconds()} {offset}");
    }

    public static Signature Parse(string text)
    {
        var open = text.LastIndexOf('<');
        var close = text.LastIndexOf('>');
        var time = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var seconds = time.Length > 0 && long.TryParse(time[0], CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        var offset = time.Length > 1 && int.TryParse(time[1], CultureInfo.InvariantCulture, out var hhmm) ? hhmm : 0;
        var date = DateTimeOffset
            .FromUnixTimeSeconds(seconds)
            .ToOffset(TimeSpan.FromMinutes((offset / 100 * 60) + (offset % 100)));
        return new Signature(text[..open].Trim(), text[(open + 1)..close], date);
    }

    private static string Clean(string text) => string.Concat(text.Where(c => c is not ('<' or '>' or '\n' or '\0')));
}

/// <summary>A commit's text, parsed and formatted as git does it, so that equal inputs make equal names.</summary>
internal sealed record Commit(
    string Tree,
    IReadOnlyList<string> Parents,
    Signature Author,
    Signature Committer,
    string Message)
{
    public byte[] Format()
    {
        var text = new StringBuilder().Append("tree ").Append(Tree).Append('\n');
        foreach (var parent in Parents)
        {
            text.Append("parent ").Append(parent).Append('\n');
        }

        text.Append("author ").Append(Author).Append("\ncommitter ").Append(Committer).Append("\n\n").Append(Message);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static Commit Parse(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = (end < 0 ? text : text[..end]).Split('\n');
        string Header(string name) =>
            headers.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
        return new Commit(
            Header("tree "),
            [.. headers.Where(line => line.StartsWith("parent ", StringComparison.Ordinal)).Select(line => line[7..])],
            Signature.Parse(Header("author ")),
            Signature.Parse(Header("committer ")),
            end < 0 ? "" : text[(end + 2)..]);
    }
}
