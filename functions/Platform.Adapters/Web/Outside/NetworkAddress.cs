using System.Net;
using System.Net.Sockets;

namespace Platform.Adapters.Web.Outside;

internal enum AddressKind
{
    Public,

    /// <summary>Of a private network.</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>Nothing that anybody may mean: the metadata services of clouds, multicast, names for another one.</summary>
    Forbidden,
}

internal static class NetworkAddress
{
    // The platform's own service for virtual machines; a public address by its looks.
    private static readonly IPAddress AzureHost = IPAddress.Parse("168.63.129.16");

    private static readonly IPNetwork[] Private =
    [
        .. Networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),
    ];

    // https://www.iana.org/assignments/iana-ipv4-special-registry, -ipv6-special-registry: what is not globally reachable.
    private static readonly IPNetwork[] Special =
    [
        .. Networks(
            "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    public static AddressKind KindOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return IPAddress.IsLoopback(address) ? AddressKind.Loopback
            : Private.Any(network => network.Contains(address)) ? AddressKind.Private
            : Special.Any(network => network.Contains(address)) || address.Equals(AzureHost) ? AddressKind.Forbidden
            : address.AddressFamily == AddressFamily.InterNetwork || Global6.Contains(address) ? AddressKind.Public
            : AddressKind.Forbidden;
    }

    private static IEnumerable<IPNetwork> Networks(params string[] networks) =>
        networks.Select(network => IPNetwork.Parse(network));
}
