using System.Net.Http.Headers;
using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

public sealed class AccessTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bearer test-token", 200)]
    [InlineData("token test-token", 200)]
    [InlineData("Token test-token", 200)]
    [InlineData("Basic eDp0ZXN0LXRva2Vu", 200)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Basic !", 401)]
    [InlineData(null, 401)]
    public async Task The_API_asks_for_the_token(string? authorization, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "user");
        using var client = forge.NewClient(new HttpClientHandler());
        client.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost", 200)]
    public async Task Only_requests_for_this_machine_are_served(string host, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, forge.Url);
        request.Headers.Host = host;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", forge.Token);
        using var client = new HttpClient();

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused()
    {
        using var client = new HttpClient { BaseAddress = forge.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forge.Token);

        using var response = await client.PostAsync("user/repos", new StringContent("{not json"), Cancellation);

        Assert.Equal(400, (int)response.StatusCode);
    }
}
