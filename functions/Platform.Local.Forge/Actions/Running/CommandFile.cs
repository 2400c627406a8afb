namespace Platform.Local.Forge.Actions.Running;

/// <summary>
/// What a step wrote to <c>GITHUB_ENV</c> or <c>GITHUB_OUTPUT</c>: <c>name=value</c> or <c>name&lt;&lt;END</c> up to END.
/// </summary>
internal static class CommandFile
{
    /// <exception cref="InvalidDataException">A line is neither.</exception>
    public static IReadOnlyList<(string Name, string Value)> Parse(string text)
    {
        var pairs = new List<(string, string)>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var equals = lines[at].IndexOf('=', StringComparison.Ordinal);
            var heredoc = lines[at].IndexOf("<<", StringComparison.Ordinal);
            if (lines[at].Length == 0)
            {
                continue;
            }

            if (heredoc > 0 && (equals < 0 || heredoc < equals))
            {
                var end = Array.IndexOf(lines, lines[at][(heredoc + 2)..], at + 1);
                if (end < 0)
                {
                    throw new InvalidDataException($"'{lines[at]}' has no end");
                }

                pairs.Add((lines[at][..heredoc], string.Join('\n', lines[(at + 1)..end])));
                at = end;
            }
            else if (equals > 0)
            {
                pairs.Add((lines[at][..equals], lines[at][(equals + 1)..]));
            }
            else
            {
                throw new InvalidDataException($"'{lines[at]}' is not of the form name=value");
            }
        }

        return pairs;
    }
}
