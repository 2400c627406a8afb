using System.Globalization;

namespace Platform.Adapters.GitHub.People;

internal static class GitHubIds
{
    public static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static void AddPage(Dictionary<string, string> annotations, string? page)
    {
        if (!string.IsNullOrEmpty(page))
        {
            annotations["backstage.io/view-url"] = page;
        }
    }
}
