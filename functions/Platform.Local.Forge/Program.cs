namespace Platform.Local.Forge;

internal static class Program
{
    private static int Main() => 0;
}
