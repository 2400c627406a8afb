namespace Microsoft.DurableTask;

internal static class TaskVersions
{
    /// <summary>No version is older than any; what both parse as numbers with dots compares as such, the rest as text.</summary>
    public static int Compare(string ours, string other)
    {
        if (string.IsNullOrWhiteSpace(ours) || string.IsNullOrWhiteSpace(other))
        {
            return string.IsNullOrWhiteSpace(other).CompareTo(string.IsNullOrWhiteSpace(ours));
        }

        return System.Version.TryParse(ours, out var left) && System.Version.TryParse(other, out var right)
            ? left.CompareTo(right)
            : string.Compare(ours, other, StringComparison.OrdinalIgnoreCase);
    }
}
