using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Web.Outside;

/// <param name="Listed">Where templates may lead.</param>
/// <param name="PrivateHosts">Hosts of a private network among those, each by its full name.</param>
/// <param name="IsDevelopment">This machine may be called, without encryption too.</param>
/// <param name="Links">Where addresses of the catalog may lead.</param>
public sealed record OutsideRules(AllowedUrls Listed, IReadOnlySet<string> PrivateHosts, bool IsDevelopment, AllowedUrls Links)
{
    public const string NotAllowed = "http-host-not-allowed";

    internal Problem? WhyRefused(OutsideAudience audience, string method, Uri url, OutsideWrites writes)
    {
        var isHere = IsDevelopment && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback;
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && !isHere) || url.UserInfo.Length > 0)
        {
            return new(
                "http-url-invalid", "The address can't be called.", "url",
                Expected: "an https address without a user or password");
        }

        if (audience == OutsideAudience.Template && !Listed.Allows(url))
        {
            return new(
                NotAllowed, $"The host '{url.Authority}' is not one that templates may call.", "url", url.Authority,
                "a host of the setting HttpRequestHosts");
        }

        if (audience == OutsideAudience.Link && (!Links.Allows(url) || !IsQuestion(method)))
        {
            return new(
                NotAllowed, $"The host '{url.Authority}' is not one that links may be asked of.", "url", url.Authority,
                "a host of the setting DriftLinkHosts");
        }

        return writes.AreAllowed || IsQuestion(method)
            ? null
            : new("writes-forbidden", $"Nothing outside may be changed: {writes.Forbidden}", Expected: "GET or HEAD");
    }

    internal bool MayBe(OutsideAudience audience, string host, AddressKind kind) => kind switch
    {
        AddressKind.Public => true,
        AddressKind.Private => audience == OutsideAudience.Administrator
            || (audience == OutsideAudience.Template && PrivateHosts.Contains(host)),
        AddressKind.Loopback => IsDevelopment,
        _ => false,
    };

    internal static bool IsQuestion(string method) => method is "GET" or "HEAD";
}
