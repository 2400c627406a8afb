using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>Reads texts from the web. Who calls it has checked that the address is allowed; redirects are not followed.</summary>
public interface IWebTexts
{
    /// <summary>What may pass by itself is an exception; what won't is a problem.</summary>
    /// <param name="knownTag">The tag of an earlier reading: what has not changed since is not sent again.</param>
    Task<Result<WebText>> ReadAsync(Uri url, string? knownTag, int maxBytes, CancellationToken cancellationToken);
}

/// <param name="Text">Empty when it has not changed.</param>
/// <param name="Tag">Null when the server gives none.</param>
public sealed record WebText(string Text, string? Tag, bool NotModified = false);
