using System.Net;
using System.Net.Sockets;

namespace Platform.Functions.Cli;

/// <summary>Ports for servers that must know their address before they start, or keep it over a restart.</summary>
internal static class LoopbackPort
{
    // Below the range that Linux, macOS and Windows hand out themselves: while a server is down, nobody gets its port by chance.
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; there are thousands more.
            }
        }
    }
}
