namespace Platform.Core.Scaffolding.Actions.Remote;

/// <summary>What remote actions need of the platform's settings.</summary>
public interface IRemoteActionSettings
{
    /// <summary>The shared secret that a setting holds; null when the setting is missing or empty.</summary>
    string? SecretOf(string setting);

    /// <value>Below which services report back; null when the platform has no address that others can reach.</value>
    Uri? Callbacks { get; }
}

/// <summary>The names of settings that may hold a shared secret: no registration can have another setting sign.</summary>
public static class RemoteActionSecrets
{
    public const string Prefix = "RemoteActionSecret";

    public const string Requirements = "RemoteActionSecret, followed by letters and digits";

    /// <summary>Below it a secret can be guessed.</summary>
    public const int LeastLength = 16;

    public static bool IsName(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length <= 64 && text.All(char.IsAsciiLetterOrDigit);
}
