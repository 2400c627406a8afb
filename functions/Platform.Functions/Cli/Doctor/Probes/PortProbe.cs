using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Platform.Core.Health;

namespace Platform.Functions.Cli.Doctor.Probes;

/// <summary>The port that the app will listen on.</summary>
internal sealed class PortProbe(IConfiguration configuration) : IProbe
{
    private const string Setting = "LocalHttpPort";
    private const int Default = 7071;

    public static Finding Explain(Exception failure) =>
        Finding.Failed($"The port can't be tried: {failure.Message}", $"Set {Setting} to a port of your own, or to 0 for any.");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var text = configuration[Setting];
        if (string.IsNullOrEmpty(text))
        {
            return Task.FromResult(IsFree(Default)
                ? Finding.Fine($"Port {Default} is free.")
                : Finding.Fine($"Port {Default} is taken; the app will take a free one and say which."));
        }

        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return Task.FromResult(Finding.Failed(
                $"{Setting} is no port.", $"Set {Setting} to a number from 1 to 65535, or to 0 for any free port."));
        }

        return Task.FromResult(port == 0 || IsFree(port)
            ? Finding.Fine(port == 0 ? "The app will take a free port." : $"Port {port} is free.")
            : Finding.Failed(
                $"Port {port} is taken.", $"Stop what listens there, perhaps this app, or set {Setting} to another port."));
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
