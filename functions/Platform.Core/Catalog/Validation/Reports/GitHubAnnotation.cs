using System.Globalization;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation.Reports;

/// <summary>
/// A problem as a workflow command: printed by a step on a runner of GitHub, it stands beside the line in the pull request.
/// </summary>
public static class GitHubAnnotation
{
    /// <summary>
    /// One line whatever the problem quotes: a descriptor must not be able to give the runner commands of its own.
    /// </summary>
    /// <param name="file">Relative to the repository's root.</param>
    public static string Of(Problem problem, string file)
    {
        var line = (problem.Place?.Line ?? 1).ToString(CultureInfo.InvariantCulture);
        var column = (problem.Place?.Column ?? 1).ToString(CultureInfo.InvariantCulture);
        return $"::error file={Property(file)},line={line},col={column},title={Property(problem.Code)}::{Text(problem)}";
    }

    /// <summary>What stands behind the last pair of colons.</summary>
    public static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    /// <summary>A value among the properties, which end at commas and colons.</summary>
    public static string Property(string value) => Data(value)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    private static string Text(Problem problem)
    {
        var text = new StringBuilder(problem.Message);
        if (problem.Field is { Length: > 0 } field && !problem.Message.Contains(field, StringComparison.Ordinal))
        {
            text.Append(" (").Append(field).Append(')');
        }

        return Data(text.ToString());
    }
}
