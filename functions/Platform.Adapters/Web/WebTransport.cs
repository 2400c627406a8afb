using System.Net;

namespace Platform.Adapters.Web;

/// <summary>
/// The way out of the process. Redirects are not followed, as they would take credentials elsewhere or lead around a list of
/// hosts; there are no cookies; connections live no longer than a changed DNS entry may go unnoticed.
/// </summary>
internal static class WebTransport
{
    public static SocketsHttpHandler Create() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };
}
