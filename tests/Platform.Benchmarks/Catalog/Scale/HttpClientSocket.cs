using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>
/// One connection of a client that costs little beside what it measures: it sends a GET, reads the whole answer and looks at its
/// status; it does not parse the body.
/// </summary>
internal sealed class HttpClientSocket : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _head;
    private byte[] _buffer = new byte[64 * 1024];

    public HttpClientSocket(Uri address, string key)
    {
        Address = address;
        _head = $" HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\nAccept: application/json\r\n\r\n";
    }

    public Uri Address { get; }

    public async Task ConnectAsync() =>
        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Address.Port));

    /// <param name="path">Below the address, without a leading slash.</param>
    /// <returns>The length of the body.</returns>
    public async ValueTask<int> GetAsync(string path)
    {
        var length = Encoding.ASCII.GetBytes($"GET {Address.AbsolutePath}{path}{_head}", _buffer);
        await _socket.SendAsync(_buffer.AsMemory(0, length));
        var read = 0;
        int end;
        while ((end = _buffer.AsSpan(0, read).IndexOf(EndOfHead)) < 0)
        {
            read += await ReceiveAsync(read);
        }

        var body = BodyLength(Encoding.ASCII.GetString(_buffer, 0, end), path);
        var total = end + EndOfHead.Length + body;
        while (read < total)
        {
            read += await ReceiveAsync(read);
        }

        return body;
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(int from)
    {
        if (from == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = await _socket.ReceiveAsync(_buffer.AsMemory(from));
        return count > 0 ? count : throw new IOException("The server closed the connection.");
    }

    private static int BodyLength(string head, string path)
    {
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new IOException($"{path}: {head.Split('\r')[0]}");
        }

        const string Name = "\r\nContent-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        var value = head.AsSpan(at + Name.Length);
        var line = value.IndexOf('\r');
        return at < 0
            ? throw new IOException($"{path}: the answer has no length.")
            : int.Parse(line < 0 ? value : value[..line], CultureInfo.InvariantCulture);
    }
}
