using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Workflows;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>A <c>run</c> step as files: its script and those it may write its results to.</summary>
internal sealed class StepScript
{
    private static readonly string[] FileNames = ["ENV", "OUTPUT", "PATH", "STATE", "STEP_SUMMARY"];
    private readonly string _text;

    public StepScript(JobFolder folder, int number, string text, string? shell)
    {
        _text = text;
        Files = FileNames.ToDictionary(name => $"GITHUB_{name}", name => folder.CommandFile(number, name));
        foreach (var file in Files.Values)
        {
            File.WriteAllText(file, "");
        }

        var script = folder.CommandFile(number, "script");
        File.WriteAllText(script, text.ReplaceLineEndings("\n"));
        Command = CommandOf(shell, script);
    }

    public string[] Command { get; }

    /// <value>Variables that name the files.</value>
    public IReadOnlyDictionary<string, string> Files { get; }

    public void Announce(JobLog log, IReadOnlyDictionary<string, string> env)
    {
        log.Line($"##[group]Run {_text.Trim().Split('\n')[0]}");
        foreach (var line in _text.TrimEnd().Split('\n'))
        {
            log.Line(line.TrimEnd('\r'));
        }

        log.Line($"shell: {string.Join(' ', Command)}");
        foreach (var (name, value) in env)
        {
            log.Line($"  {name}: {value}");
        }

        log.Line("##[endgroup]");
    }

    /// <summary>Reads what the step left for the following ones.</summary>
    public void Collect(
        JobLog log,
        Dictionary<string, string> env,
        Dictionary<string, string> system,
        out JsonObject outputs)
    {
        outputs = [];
        foreach (var (name, value) in CommandFile.Parse(Read("GITHUB_OUTPUT")))
        {
            outputs[name] = value;
        }

        foreach (var (name, value) in CommandFile.Parse(Read("GITHUB_ENV")))
        {
            env[name] = value;
        }

        foreach (
            var path in Read("GITHUB_PATH")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            system["PATH"] = $"{path}{Path.PathSeparator}{system["PATH"]}";
        }

        foreach (var line in Read("GITHUB_STEP_SUMMARY").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            log.Line($"[summary] {line}");
        }
    }

    private string Read(string name) => File.Exists(Files[name]) ? File.ReadAllText(Files[name]) : "";

    private static string[] CommandOf(string? shell, string script) =>
        shell switch
        {
            null => ["bash", "-e", script],
            "bash" => ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            "sh" => ["sh", "-e", script],
            "python" => [ToolSetup.FindExecutable("python") is null ? "python3" : "python", script],
            _ =>
            [
                .. shell
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(part => part.Replace("{0}", script, StringComparison.Ordinal)),
            ],
        };
}
