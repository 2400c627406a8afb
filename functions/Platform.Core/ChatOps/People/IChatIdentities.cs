using Platform.Core.Catalog;

namespace Platform.Core.ChatOps.People;

/// <summary>
/// Which catalog users say that they are a chat user: written at ingestion, so that no index is needed to know who types. A row
/// is a hint only, and may outlive what it says; the user's entity decides.
/// </summary>
public interface IChatIdentities
{
    /// <summary>Adding again is harmless.</summary>
    Task AddAsync(string platform, string chatUser, EntityRef user, CancellationToken cancellationToken);

    Task RemoveAsync(string platform, string chatUser, EntityRef user, CancellationToken cancellationToken);

    Task<IReadOnlyList<EntityRef>> FindAsync(string platform, string chatUser, CancellationToken cancellationToken);
}
