using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Files;
using Platform.Adapters.Storage;
using Platform.Core.Scaffolding.Secrets;

namespace Platform.Adapters.Vault;

public static class VaultRegistration
{
    /// <param name="isDevelopment">A key file may take the vault's place.</param>
    public static IServiceCollection AddSecretKeys(
        this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        services.AddOptions<SecretOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsValidation>();
        // The identity is the one that the storage is used with: the app has one.
        return services.AddSingleton<IKeyWrap>(provider => KeyWrapOf(
            provider.GetRequiredService<IOptions<SecretOptions>>().Value,
            () => new StorageAddress(configuration).Credential,
            isDevelopment));
    }

    private static IKeyWrap KeyWrapOf(SecretOptions options, Func<TokenCredential> credential, bool isDevelopment) =>
        options.TaskSecretsKeyUrl.Length > 0
            ? new KeyVaultKey(
                new(options.TaskSecretsKeyUrl), credential(), new(new SocketsHttpHandler { AllowAutoRedirect = false }))
        : isDevelopment
            ? new KeyFile(options.TaskSecretsKeyFile.Length > 0 ? options.TaskSecretsKeyFile : KeyFile.Default)
        : new NoKeyWrap();
}
