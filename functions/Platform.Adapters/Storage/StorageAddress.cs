using Azure.Core;
using Azure.Data.Tables;
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

    /// <summary>Whether a client could be made of the connection string, if there is one.</summary>
    public bool IsReadable()
    {
        try
        {
            return ConnectionString is not { } connection || new TableServiceClient(connection).Uri is not null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <param name="service">blob, queue or table.</param>
    public Uri Endpoint(string service) =>
        Part($"{service}ServiceUri") is { } uri ? new Uri(uri)
        : Part("accountName") is { } account ? new Uri($"https://{account}.{service}.core.windows.net")
        : throw new InvalidOperationException($"Set {Setting}, or {Setting}__accountName and an identity.");

    private string? Part(string name) => configuration[$"{Setting}:{name}"] is { Length: > 0 } text ? text : null;
}
