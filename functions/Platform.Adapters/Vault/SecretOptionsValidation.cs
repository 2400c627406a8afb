using Microsoft.Extensions.Options;

namespace Platform.Adapters.Vault;

internal sealed class SecretOptionsValidation : IValidateOptions<SecretOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretOptions options)
    {
        List<string> failures = [];
        if (options.TaskSecretsKeyUrl.Length > 0 && !IsKey(options.TaskSecretsKeyUrl))
        {
            failures.Add(
                $"{nameof(options.TaskSecretsKeyUrl)} is '{options.TaskSecretsKeyUrl}'; expected an https address of a vault's "
                + "key, without a version, such as https://NAME.vault.azure.net/keys/task-secrets.");
        }

        if (options.TaskSecretsKeptDays is < 1 or > 365)
        {
            failures.Add($"{nameof(options.TaskSecretsKeptDays)} is {options.TaskSecretsKeptDays}; expected 1 to 365.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static bool IsKey(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Query.Length == 0
        && url.Segments is ["/", "keys/", [_, ..]];
}
