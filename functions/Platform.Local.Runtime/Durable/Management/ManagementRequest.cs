using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>A call of the management API. Parameters that can't be read count as not given, as in the real extension.</summary>
internal sealed class ManagementRequest(HttpContext http, DurableTaskClient client, ManagementKey key)
{
    public DurableTaskClient Client => client;

    public ManagementKey Key => key;

    public HttpContext Http => http;

    public CancellationToken Cancellation => http.RequestAborted;

    public string Method => http.Request.Method;

    public string Url => http.Request.GetEncodedUrl();

    public string Host => $"{http.Request.Scheme}://{http.Request.Host}";

    public bool IsForAnotherHub =>
        Text("taskHub") is { Length: > 0 } hub && !string.Equals(hub, client.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The words of the routes in lower case, because theirs doesn't matter; names and ids as they are.</summary>
    public string[] Path
    {
        get
        {
            var path = (http.GetRouteValue("path")?.ToString() ?? string.Empty).Trim('/').Split('/');
            path[0] = path[0].ToLowerInvariant();
            if (path is ["instances", _, var command, ..])
            {
                path[2] = command.ToLowerInvariant();
            }

            return path;
        }
    }

    public string? Text(string parameter) => http.Request.Query[parameter] is [{ } value, ..] ? value : null;

    public bool? Flag(string parameter) => bool.TryParse(Text(parameter), out var value) ? value : null;

    public int? Number(string parameter) =>
        int.TryParse(Text(parameter), CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;

    public TimeSpan? Seconds(string parameter) =>
        double.TryParse(Text(parameter), CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(value)
            : null;

    public DateTimeOffset? Time(string parameter) => DateTimeOffset.TryParse(
        Text(parameter), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;

    public IReadOnlyList<OrchestrationRuntimeStatus> Statuses() =>
        [.. http.Request.Query["runtimeStatus"]
            .SelectMany(values => (values ?? string.Empty).Split(','))
            .Where(value => Enum.TryParse<OrchestrationRuntimeStatus>(value, out _))
            .Select(Enum.Parse<OrchestrationRuntimeStatus>)];

    /// <returns>Null for an empty body.</returns>
    /// <exception cref="ArgumentException">It is not JSON.</exception>
    public async Task<JsonElement?> ReadJsonAsync()
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(Cancellation);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonElement.Parse(text);
        }
        catch (JsonException invalid)
        {
            throw new ArgumentException($"Invalid JSON content: {invalid.Message}", invalid);
        }
    }
}
