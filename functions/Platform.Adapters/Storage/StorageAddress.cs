using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Platform.Adapters.Storage;

/// <summary>
/// Where the app's storage account is: a connection string, or an address and the app's identity, under the names that the
/// Functions host itself uses (<c>AzureWebJobsStorage</c>, <c>AzureWebJobsStorage__accountName</c>, <c>…__tableServiceUri</c>,
/// <c>…__clientId</c>).
/// </summary>
public sealed class StorageAddress(IConfiguration configuration)
{
    public const string Setting = "AzureWebJobsStorage";

    public string? ConnectionString => configuration[Setting] is { Length: > 0 } text ? text : null;

    public TokenCredential Credential => new DefaultAzureCredential(
        new DefaultAzureCredentialOptions { ManagedIdentityClientId = Part("clientId") });

    public bool IsConfigured =>
        ConnectionString is not null || Part("accountName") is not null || Part("tableServiceUri") is not null;

    /// <param name="service">blob, queue or table.</param>
    public Uri Endpoint(string service) =>
        Part($"{service}ServiceUri") is { } uri ? new Uri(uri)
        : Part("accountName") is { } account ? new Uri($"https://{account}.{service}.core.windows.net")
        : throw new InvalidOperationException($"Set {Setting}, or {Setting}__accountName and an identity.");

    private string? Part(string name) => configuration[$"{Setting}:{name}"] is { Length: > 0 } text ? text : null;
}
