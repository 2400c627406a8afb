using Platform.Core.Health;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>Git, which keeps the forge's repositories and clones what the demo made.</summary>
internal sealed class GitProbe(Machine machine) : IProbe
{
    private const string Fix = "Install git from https://git-scm.com, or with the system's package manager.";

    public static Finding Explain(Exception failure) => Finding.Failed($"git can't be used: {failure.Message}", Fix);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken) => machine.Find("git") is { } git
        ? Finding.Fine($"{await ProgramVersion.AskAsync(git, machine.SearchPath, cancellationToken)}.")
        : Finding.Failed("There is no 'git' on the PATH, which the forge on this machine needs.", Fix);
}
