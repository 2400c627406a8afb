using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Core;
using Platform.Adapters.Vault;

namespace Platform.Adapters.Tests.Vault;

/// <summary>Against a vault that answers as Azure's REST reference says, with a real RSA key in it.</summary>
public sealed class KeyVaultKeyTests : IDisposable
{
    private readonly FakeVault _vault = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KeyVaultKey Key => new(new("https://acme.vault.azure.net/keys/task-secrets"), new Credential(), new(_vault, false));

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task What_was_wrapped_is_unwrapped_by_the_version_that_wrapped_it()
    {
        var key = RandomNumberGenerator.GetBytes(32);

        var wrapped = await Key.WrapAsync(key, Cancel);

        Assert.Equal("https://acme.vault.azure.net/keys/task-secrets/v7", wrapped.KeyId);
        Assert.Equal(key, await Key.UnwrapAsync(wrapped, Cancel));
        Assert.Equal(
            [
                "https://acme.vault.azure.net/keys/task-secrets/wrapkey?api-version=7.4",
                "https://acme.vault.azure.net/keys/task-secrets/v7/unwrapkey?api-version=7.4",
            ],
            _vault.Calls);
    }

    [Theory]
    [InlineData("https://evil.example/keys/task-secrets/v7")]
    [InlineData("https://acme.vault.azure.net/keys/other/v7")]
    [InlineData("http://acme.vault.azure.net/keys/task-secrets/v7")]
    [InlineData("file:0123")]
    public async Task A_row_that_names_another_key_gets_no_token(string id)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Key.UnwrapAsync(new(id, [1]), Cancel));

        Assert.Empty(_vault.Calls);
    }

    [Fact]
    public async Task A_vault_that_is_busy_is_asked_again()
    {
        _vault.Busy = 2;

        Assert.NotEmpty((await Key.WrapAsync(new byte[32], Cancel)).Value);
        Assert.Equal(3, _vault.Calls.Count);
    }

    [Fact]
    public async Task A_refusal_says_the_status_and_nothing_of_the_answer()
    {
        _vault.Refusal = HttpStatusCode.Forbidden;

        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => Key.WrapAsync(new byte[32], Cancel));

        Assert.Equal("The key vault answered 403.", thrown.Message);
        Assert.Single(_vault.Calls);
    }

    private sealed class Credential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(requestContext.Scopes.Single(), DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed class FakeVault : HttpMessageHandler
    {
        private readonly RSA _rsa = RSA.Create(2048);

        public List<string> Calls { get; } = [];

        public int Busy { get; set; }

        public HttpStatusCode? Refusal { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add(request.RequestUri!.AbsoluteUri);
            if (Refusal is { } refusal)
            {
                return new(refusal) { Content = new StringContent("details") };
            }

            if (Busy-- > 0)
            {
                return new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.Zero) } };
            }

            Assert.Equal("Bearer https://vault.azure.net/.default", request.Headers.Authorization!.ToString());
            var body = (await request.Content!.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
            Assert.Equal("RSA-OAEP-256", (string)body["alg"]!);
            var value = Base64Url.DecodeFromChars((string)body["value"]!);
            var result = request.RequestUri.AbsolutePath.EndsWith("/wrapkey", StringComparison.Ordinal)
                ? _rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256)
                : _rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256);
            return new(HttpStatusCode.OK)
            {
                Content = JsonContent.Create(new JsonObject
                {
                    ["kid"] = "https://acme.vault.azure.net/keys/task-secrets/v7",
                    ["value"] = Base64Url.EncodeToString(result),
                }),
            };
        }

        protected override void Dispose(bool disposing)
        {
            _rsa.Dispose();
            base.Dispose(disposing);
        }
    }
}
