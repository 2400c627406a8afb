using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>Reads texts from the web. Who calls it has checked that the address is allowed; redirects are not followed.</summary>
public interface IWebTexts
{
    /// <summary>What may pass by itself is an exception; what won't is a problem.</summary>
    Task<Result<string>> ReadAsync(Uri url, int maxBytes, CancellationToken cancellationToken);
}
