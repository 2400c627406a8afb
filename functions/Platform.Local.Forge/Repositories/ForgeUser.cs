using Platform.Local.Forge.Git;

namespace Platform.Local.Forge.Repositories;

/// <summary>The one account behind the token: sender of events, and author where a request names none.</summary>
internal static class ForgeUser
{
    public const string Login = "platform-forge";

    public static Signature Sign(DateTimeOffset at) => new(Login, $"{Login}@users.noreply.local", at);
}
