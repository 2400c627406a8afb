using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Platform.Core.Access;

/// <summary>Admin keys that the settings name, so that there is a way in before any key is stored.</summary>
public sealed record ConfiguredKeys(IReadOnlyList<ConfiguredKey> Admins)
{
    public static readonly ConfiguredKeys None = new([]);

    public Caller? Find(ApiKey key) =>
        Admins.FirstOrDefault(admin => admin.Id == key.Id && key.Matches(admin.SecretHash)) is { } found
            ? found.Holder
            : null;

    /// <summary>The holder of the key of this id, for those who were shown the whole key before.</summary>
    public Caller? Find(string keyId) => Admins.FirstOrDefault(admin => admin.Id == keyId)?.Holder;
}

/// <summary>
/// A key as settings may hold it outside Development: its id and its hash, from which nobody gets the key back.
/// </summary>
/// <param name="Name">How the audit log calls its holder.</param>
public sealed partial record ConfiguredKey(string Name, string Id, string SecretHash)
{
    public const string Requirements = "<the key's 16 hex digits of id>_<SHA-256 of its secret, 64 hex digits>";

    public Caller Holder => new(Name, Name, [Role.Admin]);

    public static ConfiguredKey Of(string name, ApiKey key) => new(name, key.Id, key.SecretHash);

    public static bool TryParse(string name, string? text, [NotNullWhen(true)] out ConfiguredKey? key)
    {
        var match = Form().Match(text ?? string.Empty);
        key = match.Success ? new(name, match.Groups["id"].Value, match.Groups["hash"].Value) : null;
        return match.Success;
    }

    [GeneratedRegex(@"\A(?<id>[0-9a-f]{16})_(?<hash>[0-9a-f]{64})\z")]
    private static partial Regex Form();
}
