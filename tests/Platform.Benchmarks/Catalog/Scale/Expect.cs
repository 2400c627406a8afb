namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>A figure for something that did not happen is worse than none.</summary>
internal static class Expect
{
    public static void Equal(int expected, int found, string what)
    {
        if (expected != found)
        {
            throw new InvalidOperationException($"{what}: expected {expected}, found {found}.");
        }
    }
}
