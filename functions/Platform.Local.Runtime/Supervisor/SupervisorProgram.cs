namespace Platform.Local.Runtime.Supervisor;

internal static class SupervisorProgram
{
    private static int Main() => 0;
}
