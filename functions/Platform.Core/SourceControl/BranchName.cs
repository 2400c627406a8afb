namespace Platform.Core.SourceControl;

/// <summary>What git takes for the name of a branch or tag, written without <c>refs/heads/</c>.</summary>
public static class BranchName
{
    public const string Requirements =
        "a branch's name without refs/: no '..', '//', '@{', '\\', blank, control character or any of ~^:?*[, " +
        "no part that begins with '.' or '-' or ends with '.' or '.lock'";

    private const int Longest = 200;

    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(" ~^:?*[\\");

    public static bool IsValid(string name) =>
        name is { Length: > 0 and <= Longest } and not ("@" or "HEAD")
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && !name.StartsWith("refs/", StringComparison.OrdinalIgnoreCase)
        && !name.AsSpan().ContainsAny(Forbidden)
        && !name.Any(char.IsControl)
        && name.Split('/').All(IsPart);

    private static bool IsPart(string part) =>
        part.Length > 0
        && part[0] is not ('.' or '-')
        && part[^1] != '.'
        && !part.EndsWith(".lock", StringComparison.OrdinalIgnoreCase);
}
