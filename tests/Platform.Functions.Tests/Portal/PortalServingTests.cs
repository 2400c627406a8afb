using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Platform.Functions.Portal;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Portal;

public sealed partial class PortalServingTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private readonly PlatformHost _host = fixture.Host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Assets => [.. new PortalAssets().Names];

    [Fact]
    public async Task The_page_lets_in_nothing_but_its_own_files_and_nobody_may_frame_it()
    {
        using var answer = await _host.Anonymous.GetAsync("portal/tasks/any", Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single().Split("; ");

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("connect-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain(policy, directive => directive.Contains("unsafe", StringComparison.Ordinal));
        Assert.DoesNotContain("style=", page);
        Assert.DoesNotContain("<style", page);
        Assert.DoesNotMatch(InlineScript(), page);
        Assert.DoesNotContain("{{", page);
    }

    [Fact]
    public async Task Each_answer_has_a_nonce_of_its_own()
    {
        var first = await NonceAsync();
        var second = await NonceAsync();

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task The_page_is_the_same_whether_there_is_such_a_task_or_not()
    {
        var some = await PageAsync("portal/tasks/01a20937-5b01-7e20-b9b9-87b405926a1d");
        var other = await PageAsync("portal/tasks/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");

        Assert.Equal(some, other);
    }

    [Fact]
    public async Task Everything_the_page_names_is_there()
    {
        var page = await PageAsync("portal/tasks/any");
        var named = Reference().Matches(page).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        foreach (var reference in named)
        {
            var address = new Uri(new Uri(_host.ApiAddress, "portal/tasks/any"), reference);
            using var answer = await _host.Anonymous.GetAsync(address, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Assets))]
    public async Task A_file_is_for_ever_and_the_same_in_every_encoding(string name)
    {
        var plain = await AssetAsync(name, null, stream => stream);
        var brotli = await AssetAsync(name, "br", stream => new BrotliStream(stream, CompressionMode.Decompress));
        var gzip = await AssetAsync(name, "gzip", stream => new GZipStream(stream, CompressionMode.Decompress));

        Assert.Equal(plain, brotli);
        Assert.Equal(plain, gzip);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1, br;q=0", "gzip")]
    [InlineData("identity", null)]
    public async Task The_caller_says_which_encoding_it_takes(string accepted, string? expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"portal/assets/{new PortalAssets().Names.First()}");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await _host.Anonymous.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("..%2Ftasks%2Findex.html")]
    [InlineData("%2e%2e/%2e%2e/host.json")]
    [InlineData("..%5C..%5Chost.json")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("a%00b.js")]
    public async Task No_address_leads_to_anything_else(string path)
    {
        using var answer = await _host.Anonymous.GetAsync(new Uri($"{_host.ApiAddress}portal/assets/{path}"), Cancel);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Fact]
    public void A_compressed_file_is_no_file_of_its_own() => Assert.All(
        _host.Services.GetRequiredService<PortalAssets>().Names,
        name => Assert.DoesNotMatch(@"\.(br|gz|map)$", name));

    private async Task<byte[]> AssetAsync(string name, string? encoding, Func<Stream, Stream> open)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"portal/assets/{name}");
        if (encoding is not null)
        {
            request.Headers.Add("Accept-Encoding", encoding);
        }

        using var answer = await _host.Anonymous.SendAsync(request, Cancel);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        await using var stream = open(await answer.Content.ReadAsStreamAsync(Cancel));
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancel);
        return bytes.ToArray();
    }

    private async Task<string> PageAsync(string path) =>
        Nonce().Replace(await _host.Anonymous.GetStringAsync(new Uri($"{_host.ApiAddress}{path}"), Cancel), "nonce");

    private async Task<string> NonceAsync()
    {
        using var answer = await _host.Anonymous.GetAsync("portal/tasks/any", Cancel);
        var nonce = Nonce().Match(await answer.Content.ReadAsStringAsync(Cancel)).Groups[1].Value;
        Assert.Contains($"'nonce-{nonce}'", answer.Headers.GetValues("Content-Security-Policy").Single());
        return nonce;
    }

    [GeneratedRegex("nonce=\"([0-9a-f]{32})\"")]
    private static partial Regex Nonce();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)|\son[a-z]+=")]
    private static partial Regex InlineScript();
}
