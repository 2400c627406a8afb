using System.Net;
using System.Net.Sockets;

namespace Platform.Adapters.Web.Outside;

/// <summary>A name stands for an address that may not be called.</summary>
internal sealed class AddressRefusedException(string host) : Exception($"'{host}' stands for an address that may not be called.");

/// <summary>
/// Resolves a name, checks every address it stands for, and connects to one of those: a name that means something else a moment
/// later can't lead elsewhere.
/// </summary>
/// <param name="resolve">A name's addresses.</param>
/// <param name="mayBe">Whether a host may stand for an address of this kind.</param>
internal sealed class GuardedConnections(
    Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<string, AddressKind, bool> mayBe)
{
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await resolve(target.Host, cancellationToken);
        if (addresses.Any(address => !mayBe(target.Host, NetworkAddress.KindOf(address))))
        {
            throw new AddressRefusedException(target.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
