using System.Text.RegularExpressions;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>What a change says that it takes back; one of the parts is set.</summary>
internal sealed record RevertOf(string? Sha = null, string? Repository = null, string? Number = null, string? Title = null);

/// <summary>Tells reverts and hotfixes by the words that git, GitHub and people use for them.</summary>
internal static partial class RevertSignals
{
    /// <returns>Null for a change that reverts nothing, or that brings back what a revert took away.</returns>
    public static RevertOf? Of(Change change)
    {
        var (title, text) = (change.Title ?? string.Empty, change.Description ?? string.Empty);
        if (Nested().IsMatch(title) || title.StartsWith("Reapply \"", StringComparison.Ordinal))
        {
            return null;
        }

        return Message().Match(text) is { Success: true } message ? new(Sha: message.Groups["sha"].Value)
            : Reference().Match(text) is { Success: true } body
                ? new(Repository: NullIfEmpty(body.Groups["repo"].Value.ToLowerInvariant()), Number: body.Groups["number"].Value)
            : Branch().Match(change.HeadRef ?? string.Empty) is { Success: true } branch
                ? new(Number: branch.Groups["number"].Value)
            : Title().Match(title) is { Success: true } quoted ? new(Title: quoted.Groups["title"].Value)
            : null;
    }

    public static bool IsHotfix(Change change, IReadOnlyList<string> words) =>
        Has(change.Title, words) || Has(change.HeadRef, words) || change.Labels.Any(label => Has(label, words));

    private static bool Has(string? text, IReadOnlyList<string> words)
    {
        for (var i = 0; text is not null && i < words.Count; i++)
        {
            if (text.Contains(words[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"\bThis reverts commit (?<sha>[0-9a-f]{7,64})\b")]
    private static partial Regex Message();

    [GeneratedRegex(@"\bReverts (?<repo>[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)?#(?<number>\d{1,12})\b")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?:\A|[:/])revert-(?<number>\d{1,12})-")]
    private static partial Regex Branch();

    [GeneratedRegex(@"\ARevert ""(?<title>.*)""")]
    private static partial Regex Title();

    [GeneratedRegex(@"\A(?:Revert ""){2}(?:Revert ""Revert "")*(?!Revert "")")]
    private static partial Regex Nested();
}
