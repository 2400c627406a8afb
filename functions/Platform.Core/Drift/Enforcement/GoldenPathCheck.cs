using System.Globalization;
using System.Text;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.SourceControl;

namespace Platform.Core.Drift.Enforcement;

/// <summary>
/// What the check on a pull request says. Only what the change brings makes it fail: whoever mends one thing is not held up by
/// another that was there before, and that is told all the same.
/// </summary>
public static class GoldenPathCheck
{
    public const string Name = "platform/golden-path";

    private const int LongestMessage = 4000;

    /// <param name="id">Of this look at the commit.</param>
    /// <param name="head">What the rules say of the commit.</param>
    /// <param name="before">What they say of the commit that the change is for.</param>
    public static CheckReport Of(
        string sha,
        string id,
        IReadOnlyList<RuleResult> head,
        IReadOnlyList<RuleResult> before,
        EnforcementSettings settings,
        Func<string, RuleDescription?> describe,
        Uri? details = null)
    {
        var known = before.Where(result => result.Outcome == RuleOutcome.Failed)
            .SelectMany(result => result.Evidence.Select(one => KeyOf(result, one)))
            .ToHashSet(StringComparer.Ordinal);
        var failed = head.Where(result => result.Outcome == RuleOutcome.Failed)
            .Where(result => settings.Rules.Count == 0 || settings.Rules.Contains(result.Rule, StringComparer.Ordinal))
            .OrderByDescending(result => result.Severity).ThenBy(result => result.Rule, StringComparer.Ordinal)
            .SelectMany(result => result.Evidence.Select(one => new Found(result, one, !known.Contains(KeyOf(result, one)))))
            .ToList();
        var blocking = failed.Count(one => IsBlocking(one, settings));
        var unknown = head.Count(result => result.Outcome == RuleOutcome.Unknown);
        return new(
            Name,
            sha,
            id,
            blocking > 0 ? CheckConclusion.Failure : CheckConclusion.Success,
            TitleOf(blocking, failed.Count - blocking),
            SummaryOf(failed, unknown, settings, describe),
            [.. failed.Select(one => AnnotationOf(one, settings, describe)).OfType<CheckAnnotation>()],
            details);
    }

    private static bool IsBlocking(Found found, EnforcementSettings settings) =>
        found.IsNew && found.Result.Severity >= settings.FailOn;

    private static string TitleOf(int blocking, int others) => (blocking, others) switch
    {
        (0, 0) => "On the golden path",
        (0, _) => $"Nothing new keeps this from being merged; {Counted(others, "finding")} besides",
        (_, 0) => $"This change brings {Counted(blocking, "finding")}",
        _ => $"This change brings {Counted(blocking, "finding")}; {others} more besides",
    };

    private static string SummaryOf(
        List<Found> failed, int unknown, EnforcementSettings settings, Func<string, RuleDescription?> describe)
    {
        var text = new StringBuilder();
        foreach (var rule in failed.GroupBy(one => one.Result.Rule))
        {
            var description = describe(rule.Key);
            text.Append(CultureInfo.InvariantCulture, $"### {Plain(description?.Title ?? rule.Key)} (`{rule.Key}`)\n\n");
            foreach (var found in rule)
            {
                var place = found.Evidence.Place is { } at ? $" (`{at.Replace('`', '\'')}`)" : string.Empty;
                var standing = IsBlocking(found, settings) ? "**new**: " : found.IsNew ? "new: " : "was there before: ";
                text.Append(CultureInfo.InvariantCulture, $"- {standing}{Plain(found.Evidence.Message)}{place}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"\n{Plain(description?.Remediation ?? string.Empty)}\n\n");
        }

        if (failed.Count == 0)
        {
            text.Append("No rule found anything.\n");
        }

        if (unknown > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Counted(unknown, "rule")} could not be judged here.\n");
        }

        return text.ToString();
    }

    private static CheckAnnotation? AnnotationOf(
        Found found, EnforcementSettings settings, Func<string, RuleDescription?> describe)
    {
        var (path, line) = PlaceOf(found.Evidence.Place);
        return path is null ? null : new(
            path, line,
            IsBlocking(found, settings) ? CheckLevel.Failure
                : found.Result.Severity == RuleSeverity.Info ? CheckLevel.Notice : CheckLevel.Warning,
            describe(found.Result.Rule)?.Title ?? found.Result.Rule,
            Cut(found.Evidence.Expected is { } expected
                ? $"{found.Evidence.Message} Expected: {expected}"
                : found.Evidence.Message));
    }

    /// <returns>Nothing for an address or a field: an annotation has to stand in a file.</returns>
    private static (string? Path, int Line) PlaceOf(string? place)
    {
        if (place is null || place.Contains("://", StringComparison.Ordinal) || place.StartsWith('/'))
        {
            return (null, 0);
        }

        var parts = place.Split(':');
        return parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var line) && line > 0
            ? (parts[0], line)
            // A field has points as the name of a file has; a folder makes the difference.
            : parts.Length == 1 && place.Contains('/', StringComparison.Ordinal) ? (place, 1)
            : (null, 0);
    }

    // Lines move with every change above them, so that a place counts without its line.
    private static string KeyOf(RuleResult result, RuleEvidence evidence) =>
        $"{result.Rule}\n{result.Subject.Key}\n{PlaceOf(evidence.Place).Path ?? evidence.Place}\n{evidence.Message}";

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    /// <summary>What repositories say can't pretend to be markup, or call people.</summary>
    private static string Plain(string text) => text
        .Replace("\r", string.Empty, StringComparison.Ordinal).Replace('\n', ' ')
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("@", "@\u200b", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal);

    private static string Cut(string text) => text.Length > LongestMessage ? text[..LongestMessage] + " …" : text;

    private sealed record Found(RuleResult Result, RuleEvidence Evidence, bool IsNew);
}
