using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Platform.Core.Scaffolding.Secrets;

namespace Platform.Adapters.Vault;

/// <summary>
/// Wraps keys with an RSA key of an Azure Key Vault, which never leaves it: two calls of its REST interface, for which the
/// package would bring a client of a dozen features. The newest version of the key wraps; the one that wrapped unwraps.
/// </summary>
/// <param name="address">Address of the key, without a version.</param>
public sealed class KeyVaultKey(Uri address, TokenCredential credential, HttpClient http) : IKeyWrap
{
    private const string Algorithm = "RSA-OAEP-256";
    private const string Version = "api-version=7.4";
    private const int MostAttempts = 4;

    public bool IsConfigured => true;

    public async Task<WrappedKey> WrapAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(address, "wrapkey", key.Span, cancellationToken);
        return new(answer.Id, answer.Value);
    }

    public async Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken) =>
        Uri.TryCreate(wrapped.KeyId, UriKind.Absolute, out var version) && IsOfThisKey(version)
            ? (await CallAsync(version, "unwrapkey", wrapped.Value, cancellationToken)).Value
            : throw new InvalidOperationException("The secrets were kept with a key of another vault.");

    // The id comes from a row: nothing but this vault's key may ever get our token.
    private bool IsOfThisKey(Uri version) =>
        version.Scheme == address.Scheme && version.Authority == address.Authority
        && version.AbsolutePath.StartsWith($"{address.AbsolutePath.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase);

    private Task<(string Id, byte[] Value)> CallAsync(
        Uri of, string operation, ReadOnlySpan<byte> value, CancellationToken cancellationToken) => CallAsync(
        new Uri($"{of.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{operation}?{Version}"),
        new JsonObject { ["alg"] = Algorithm, ["value"] = Base64Url.EncodeToString(value) },
        cancellationToken);

    private async Task<(string Id, byte[] Value)> CallAsync(Uri operation, JsonObject body, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(new(["https://vault.azure.net/.default"]), cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, operation) { Content = JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
                return (answer!["kid"]!.GetValue<string>(), Base64Url.DecodeFromChars(answer["value"]!.GetValue<string>()));
            }

            if (attempt == MostAttempts || ((int)response.StatusCode < 500 && (int)response.StatusCode != 429))
            {
                // Not the answer's text: it is about keys, and a status says enough.
                throw new HttpRequestException(
                    $"The key vault answered {(int)response.StatusCode}.", inner: null, response.StatusCode);
            }

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(attempt), cancellationToken);
        }
    }
}
