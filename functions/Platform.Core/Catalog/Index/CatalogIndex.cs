using Platform.Core.Catalog.Feed;

namespace Platform.Core.Catalog.Index;

/// <summary>The one index of this process.</summary>
public sealed class CatalogIndex : ICatalogIndex
{
    public ValueTask<CatalogView> ReadAsync(CatalogPosition? atLeast, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
