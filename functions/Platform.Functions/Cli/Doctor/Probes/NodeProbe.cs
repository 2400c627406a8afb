using System.Globalization;
using Platform.Core.Health;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>Node.js and npm, which run Azurite, the storage on this machine.</summary>
internal sealed class NodeProbe(Machine machine) : IProbe
{
    private const int Wanted = 22;
    private const int Oldest = 20;
    private const string Fix = "Install Node.js 22 or newer from https://nodejs.org; npm comes with it.";

    public static Finding Explain(Exception failure) => Finding.Failed($"Node.js or npm can't be used: {failure.Message}", Fix);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (machine.Find("node") is not { } node)
        {
            return Finding.Failed("There is no 'node' on the PATH, which storage on this machine needs.", Fix);
        }

        if (machine.Find("npm") is not { } npm)
        {
            return Finding.Failed("There is no 'npm' on the PATH, which installs storage for this machine.", Fix);
        }

        return Judge(
            await ProgramVersion.AskAsync(node, machine.SearchPath, cancellationToken),
            await ProgramVersion.AskAsync(npm, machine.SearchPath, cancellationToken));
    }

    internal static Finding Judge(string version, string npm)
    {
        var message = $"Node.js {version}, npm {npm}.";
        var digits = version.TrimStart('v').Split('.')[0];
        var major = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return major >= Wanted ? Finding.Fine(message)
            : major >= Oldest ? Finding.Warning($"{message} It works; {Wanted} or newer is what is tested.", Fix)
            : Finding.Failed($"{message} {Oldest} is the oldest that works.", Fix);
    }
}
