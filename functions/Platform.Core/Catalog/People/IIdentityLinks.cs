namespace Platform.Core.Catalog.People;

/// <summary>Accounts that people have elsewhere, as annotations: chat above all.</summary>
public interface IIdentityLinks
{
    /// <summary>
    /// By email address, in lower case. Null when nothing can be said now: then the links that are known stay.
    /// </summary>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>?> ReadAsync(CancellationToken cancellationToken);
}
