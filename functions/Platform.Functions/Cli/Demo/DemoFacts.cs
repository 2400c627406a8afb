using System.Diagnostics;
using Platform.Core.Catalog;

namespace Platform.Functions.Cli.Demo;

/// <summary>Looks for itself whether what the task claims is so.</summary>
internal static class DemoFacts
{
    /// <summary>Clones as a user would, and compares the head with the commit that the task reported.</summary>
    public static async Task<DemoFact> CloneAsync(string? cloneUrl, string? commit, CancellationToken cancellationToken)
    {
        const string Name = "clone";
        if (cloneUrl is null)
        {
            return new(Name, false, "the task reported no repository");
        }

        var folder = Directory.CreateTempSubdirectory("platform-demo-");
        try
        {
            var cloned = await GitAsync(folder.FullName, cancellationToken, "clone", "--quiet", cloneUrl, "service");
            if (cloned.ExitCode != 0)
            {
                return new(Name, false, $"git clone failed: {cloned.Text}");
            }

            var head = await GitAsync(Path.Combine(folder.FullName, "service"), cancellationToken, "rev-parse", "HEAD");
            return head.Text == commit
                ? new(Name, true, $"cloned at {commit[..7]}")
                : new(Name, false, $"the clone is at {head.Text}, the task reported {commit}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<(DemoFact Fact, Uri? Url)> EntityAsync(
        DemoApi api, string? entityRef, CancellationToken cancellationToken)
    {
        var url = EntityRef.TryParse(entityRef, out var parsed) ? await api.FindEntityAsync(parsed, cancellationToken) : null;
        return (new("catalog", url is not null, url is null ? "the catalog has no such entity" : $"{entityRef} answers"), url);
    }

    public static DemoFact Ci(DemoCi? ci) => ci switch
    {
        { Conclusion: "success", SkippedJobs.Count: 0 } => new("ci", true, "the first CI run is green"),
        { Conclusion: "success" } =>
            new("ci", true, $"the first CI run is green; skipped jobs: {string.Join(", ", ci.SkippedJobs)}"),
        null => new("ci", false, "no CI run was verified"),
        _ => new("ci", false, $"the first CI run ended with {ci.Conclusion}"),
    };

    private static async Task<(int ExitCode, string Text)> GitAsync(
        string folder, CancellationToken cancellationToken, params string[] args)
    {
        var start = new ProcessStartInfo("git", args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GIT_TERMINAL_PROMPT"] = "0" },
        };
        try
        {
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = git.StandardError.ReadToEndAsync(cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
            return (git.ExitCode, $"{await output}{await errors}".Trim());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new CommandException(ExitCode.EnvironmentAtFault, $"git can't be run: {missing.Message}");
        }
    }
}
