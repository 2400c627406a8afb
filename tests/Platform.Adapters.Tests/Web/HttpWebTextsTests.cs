using System.Net;
using Platform.Adapters.Web;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;

namespace Platform.Adapters.Tests.Web;

public sealed class HttpWebTextsTests
{
    private static readonly Uri Address = new("https://example.com/api.yaml");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_read_as_UTF_8() =>
        Assert.Equal("aé", (await ReadAsync(HttpStatusCode.OK, "\uFEFFaé"u8.ToArray())).Value!.Text);

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "file-not-found")]
    [InlineData(HttpStatusCode.Gone, "file-not-found")]
    [InlineData(HttpStatusCode.Forbidden, "url-not-readable")]
    [InlineData(HttpStatusCode.Found, "url-not-readable")]
    public async Task Another_answer_is_a_problem_and_no_redirect_is_followed(HttpStatusCode status, string code) =>
        Assert.Equal(code, (await ReadAsync(status, [])).Problems.Single().Code);

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task What_may_pass_by_itself_is_thrown(HttpStatusCode status) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => ReadAsync(status, []));

    [Fact]
    public async Task Too_much_is_not_read_to_its_end() =>
        Assert.Equal("url-too-large", (await ReadAsync(HttpStatusCode.OK, new byte[101])).Problems.Single().Code);

    [Fact]
    public async Task What_is_no_text_is_refused() =>
        Assert.Equal("file-not-utf8", (await ReadAsync(HttpStatusCode.OK, [0xff])).Problems.Single().Code);

    [Fact]
    public async Task What_has_not_changed_since_the_last_reading_is_not_sent_again()
    {
        using var texts = new HttpWebTexts(new Tagged("\"v1\""));

        var first = (await texts.ReadAsync(Address, knownTag: null, maxBytes: 100, Cancel)).Value!;
        var second = (await texts.ReadAsync(Address, first.Tag, maxBytes: 100, Cancel)).Value!;
        var third = (await texts.ReadAsync(Address, "\"v0\"", maxBytes: 100, Cancel)).Value!;

        var text = new WebText("text", "\"v1\"");
        Assert.Equal([text, new(string.Empty, "\"v1\"", NotModified: true), text], [first, second, third]);
    }

    private static async Task<Result<WebText>> ReadAsync(HttpStatusCode status, byte[] body)
    {
        using var texts = new HttpWebTexts(new Answering(status, body));
        return await texts.ReadAsync(Address, knownTag: null, maxBytes: 100, Cancel);
    }

    private sealed class Tagged(string tag) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isKnown = request.Headers.IfNoneMatch.Any(known => known.Tag == tag);
            var answer = new HttpResponseMessage(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK)
            {
                Content = new StringContent(isKnown ? string.Empty : "text"),
            };
            answer.Headers.ETag = new(tag);
            return Task.FromResult(answer);
        }
    }

    private sealed class Answering(HttpStatusCode status, byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(body) });
    }
}
