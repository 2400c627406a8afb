using System.Runtime.InteropServices;
using Platform.Core.Health;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>The runtime is there, since this runs; the SDK is what builds, as global.json asks for it.</summary>
internal sealed class DotnetProbe(Machine machine) : IProbe
{
    private const string Fix = "Install the .NET 10 SDK from https://dotnet.microsoft.com/download.";

    public static Finding Explain(Exception failure) =>
        Finding.Failed($"The .NET SDK can't be used: {failure.Message}", Fix);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var runtime = RuntimeInformation.FrameworkDescription;
        return machine.Find("dotnet") is { } dotnet
            ? Finding.Fine($".NET SDK {await ProgramVersion.AskAsync(dotnet, machine.SearchPath, cancellationToken)}, {runtime}.")
            : Finding.Failed($"{runtime} is there, and no 'dotnet' on the PATH to build with.", Fix);
    }
}
