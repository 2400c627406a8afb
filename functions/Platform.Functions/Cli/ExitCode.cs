namespace Platform.Functions.Cli;

/// <summary>What the command line's exit status says; pipelines rely on it.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    public const int InputAtFault = 1;

    public const int Usage = 2;

    public const int EnvironmentAtFault = 3;
}
