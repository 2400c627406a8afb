namespace Platform.Adapters.Vault;

/// <summary>Who keeps the keys of tasks that were given secrets, and how long.</summary>
public sealed class SecretOptions
{
    /// <value>
    /// Address of a key in an Azure Key Vault, for example <c>https://NAME.vault.azure.net/keys/task-secrets</c>. Without one a
    /// key file is used in Development, and elsewhere requests with secrets are refused.
    /// </value>
    public string TaskSecretsKeyUrl { get; set; } = string.Empty;

    /// <value>The key file for Development; when empty, in the profile of whoever runs the platform.</value>
    public string TaskSecretsKeyFile { get; set; } = string.Empty;

    /// <value>Of a task that doesn't end, the secrets are wiped after so many days; it fails when it needs them then.</value>
    public int TaskSecretsKeptDays { get; set; } = 7;
}
