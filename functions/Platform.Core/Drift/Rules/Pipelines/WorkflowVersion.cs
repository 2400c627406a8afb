using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Core.Drift.Rules.Pipelines;

/// <summary>Versions as people tag them: <c>v2</c>, <c>2.1</c>, <c>v2.1.3</c>.</summary>
public static partial class WorkflowVersion
{
    public const string Requirements = "a version such as v2 or v2.1.3";

    public static bool IsVersion(string text) => Version().IsMatch(text);

    public static bool IsCommit(string reference) => Commit().IsMatch(reference);

    /// <summary>Parts that the reference leaves out are the newest there are; what is no version is not older.</summary>
    public static bool IsOlder(string reference, string minimum)
    {
        if (!IsVersion(reference) || !IsVersion(minimum) || IsCommit(reference))
        {
            return false;
        }

        var (one, least) = (Parts(reference), Parts(minimum));
        for (var i = 0; i < Math.Min(one.Count, least.Count); i++)
        {
            if (one[i] != least[i])
            {
                return one[i] < least[i];
            }
        }

        return false;
    }

    private static List<int> Parts(string text) => [.. text.TrimStart('v', 'V').Split('.')
        .Select(part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\A[vV]?\d{1,6}(?:\.\d{1,6}){0,2}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[0-9a-fA-F]{40}\z")]
    private static partial Regex Commit();
}
