using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Deploying;

namespace Platform.Adapters.ArgoCd;

/// <summary>
/// Reads Argo CD's REST API: allowed servers only, no redirects, which would carry the token elsewhere, bounded answers. What
/// goes wrong is no answer: whoever waits asks again.
/// </summary>
public sealed class ArgoCdHttp(IOptions<ArgoCdOptions> options) : IArgoCd, IDisposable
{
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MostBytes,
    };

    public Problem? Refuse(string server, string field) => AddressOf(server) is null
        ? new("argocd-server-not-allowed", $"'{server}' is no Argo CD that this platform asks.", field, server,
            $"one of {nameof(ArgoCdOptions.ArgoCdServers)}: {string.Join(", ", options.Value.Servers)}")
        : null;

    public async Task<ArgoCdState?> FindAsync(
        string server, string application, string? token, CancellationToken cancellationToken) =>
        ArgoCdState.OfApplication(await GetAsync(
            server, $"api/v1/applications/{Uri.EscapeDataString(application)}", token, cancellationToken));

    public Task<JsonNode?> FindSetAsync(string server, string name, string? token, CancellationToken cancellationToken) =>
        GetAsync(server, $"api/v1/applicationsets/{Uri.EscapeDataString(name)}", token, cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<JsonNode?> GetAsync(string server, string path, string? token, CancellationToken cancellationToken)
    {
        if (AddressOf(server) is not { } address)
        {
            throw new InvalidOperationException("A server is checked before it is asked.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        if ((token ?? options.Value.ArgoCdToken) is { Length: > 0 } given)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", given);
        }

        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? JsonNode.Parse(await answer.Content.ReadAsStreamAsync(cancellationToken))
                : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private Uri? AddressOf(string server) => options.Value.Servers
        .Where(allowed => Same(allowed, server))
        .Select(allowed => new Uri(allowed.TrimEnd('/') + "/"))
        .FirstOrDefault();

    private static bool Same(string allowed, string server) =>
        string.Equals(allowed.TrimEnd('/'), server.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
