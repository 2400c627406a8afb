using System.Net;
using Platform.Adapters.Web.Outside;

namespace Platform.Adapters.Tests.Web.Outside;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void What_everybody_can_reach_is_public(string address) => Assert.Equal(AddressKind.Public, KindOf(address));

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    public void What_a_company_keeps_to_itself_is_private(string address) => Assert.Equal(AddressKind.Private, KindOf(address));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void This_machine_is_known_by_all_its_names(string address) => Assert.Equal(AddressKind.Loopback, KindOf(address));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("fe80::1")]
    [InlineData("::")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2001:0:a9fe:a9fe::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    public void What_nobody_may_mean_is_forbidden(string address) => Assert.Equal(AddressKind.Forbidden, KindOf(address));

    private static AddressKind KindOf(string address) => NetworkAddress.KindOf(IPAddress.Parse(address));
}
