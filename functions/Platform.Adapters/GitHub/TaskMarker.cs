using System.Text.RegularExpressions;

namespace Platform.Adapters.GitHub;

/// <summary>
/// The mark of a task in a repository's description. A description is the only field of the create call that every organisation
/// has and that GitHub gives back, so the mark exists from the repository's first moment on.
/// </summary>
internal static partial class TaskMarker
{
    // GitHub's limit for descriptions.
    private const int MaxDescription = 350;

    public static string Mark(string description, string taskId)
    {
        var marker = $"[platform-task:{taskId}]";
        var plain = Plain(description);
        var room = MaxDescription - marker.Length - 1;
        return $"{(plain.Length > room ? plain[..room] : plain)} {marker}".TrimStart();
    }

    /// <summary>The description as GitHub takes it: one line within its length.</summary>
    public static string Plain(string description)
    {
        var line = ControlCharacters().Replace(description, " ").Trim();
        return line.Length > MaxDescription ? line[..MaxDescription] : line;
    }

    public static string Without(string? description) => Marker().Replace(description ?? string.Empty, string.Empty).TrimEnd();

    /// <returns>Whose mark it is; null without one.</returns>
    public static string? Read(string? description) =>
        description is not null && Marker().Match(description) is { Success: true } match ? match.Groups[1].Value : null;

    public static bool IsOf(string? description, string taskId) => Read(description) == taskId;

    [GeneratedRegex(@"\[platform-task:([^\]\s]+)\]\s*\z")]
    private static partial Regex Marker();

    [GeneratedRegex(@"[\p{Cc}]+")]
    private static partial Regex ControlCharacters();
}
