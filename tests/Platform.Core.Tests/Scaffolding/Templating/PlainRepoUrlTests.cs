using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Filters;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Tests.Scaffolding.Templating;

public sealed class PlainRepoUrlTests
{
    private static readonly string[] Names = ["owner", "organization", "repo"];

    private static readonly string[] Hosts =
    [
        "github.com", "ghe.acme.io", "GitHub.com", "a-b.c", "a--b.c", "-a.b", "a..b", "a.b.", "10.0.0.1", "1.2", "host:8080", "h",
        "h.1", "0x7f.a", "ä.de", "a_b.c", "a/b", "user@h.com", "",
    ];

    private static readonly string[] Parts =
    [
        "owner=acme", "repo=orders", "owner=a/b", "repo=/x/", "owner", "owner=", "=x", "", "repo=a%20b", "repo=a+b", "repo=a b",
        "repo=a=b", "Owner=x", "ownership=x", "organization=o.p_q-r", "repo=x#y", "repo=ö", "owner=other",
    ];

    [Fact]
    public void A_plain_address_means_what_a_URL_means()
    {
        var (random, plain) = (new Random(5), 0);
        var budget = new RenderBudget(RenderLimits.Default, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5000; i++)
        {
            var query = Enumerable.Range(0, random.Next(4)).Select(_ => Parts[random.Next(Parts.Length)]);
            var text = $"{Hosts[random.Next(Hosts.Length)]}?{string.Join('&', query)}";
            if (PlainRepoUrl.Parse(text, Names) is { } parsed)
            {
                plain++;
                var url = RepoUrl.Url(text, Names);
                Assert.Equal((text, Json(url, budget)), (text, Json(parsed, budget)));
            }
        }

        Assert.True(plain > 200, $"Only {plain} of them were plain.");
    }

    private static string? Json(JsRecord record, RenderBudget budget) => JsJson.Stringify(record, string.Empty, budget);
}
