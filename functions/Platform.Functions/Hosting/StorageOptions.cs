using Microsoft.Extensions.Options;
using Platform.Adapters.Storage;

namespace Platform.Functions.Hosting;

internal sealed class StorageOptions
{
    /// <value>A connection string; left out where an identity and <c>AzureWebJobsStorage__accountName</c> are used.</value>
    public string? AzureWebJobsStorage { get; set; }
}

internal sealed class StorageOptionsValidation(StorageAddress address) : IValidateOptions<StorageOptions>
{
    private const string Expected =
        $"expected a connection string, or {StorageAddress.Setting}__accountName and an identity.";

    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        !address.IsConfigured ? ValidateOptionsResult.Fail($"{StorageAddress.Setting} is missing; {Expected}")
        : !address.IsReadable() ? ValidateOptionsResult.Fail($"{StorageAddress.Setting} can't be read; {Expected}")
        : ValidateOptionsResult.Success;
}
