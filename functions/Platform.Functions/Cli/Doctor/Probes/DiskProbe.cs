using System.Globalization;
using Platform.Core.Health;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>Room for Azurite's data, the forge's repositories and the packages of CI runs.</summary>
internal sealed class DiskProbe : IProbe
{
    private const double Giga = 1024 * 1024 * 1024;
    private const string Fix =
        "Free some room; what the platform itself wrote is in .local/, which may be removed while it does not run.";

    public static Finding Explain(Exception failure) =>
        Finding.Warning($"The free room can't be seen: {failure.Message}", "Look at it with the system's own tools.");

    public Task<Finding> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Judge(new DriveInfo(AppContext.BaseDirectory).AvailableFreeSpace / Giga));

    internal static Finding Judge(double free)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GB are free.");
        return free < 0.5 ? Finding.Failed($"{message} That is too little.", Fix)
            : free < 3 ? Finding.Warning($"{message} A few CI runs can fill that.", Fix)
            : Finding.Fine(message);
    }
}
