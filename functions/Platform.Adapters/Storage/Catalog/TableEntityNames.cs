using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;

namespace Platform.Adapters.Storage.Catalog;

internal sealed class TableEntityNames(TableServiceClient tables) : IEntityNames
{
    private readonly NameRows _rows = new(tables, CatalogStorage.NamesTable);

    public Task AddAsync(IReadOnlyList<EntityRef> entities, CancellationToken cancellationToken) =>
        _rows.AddAsync(entities.Select(entity => (entity.Name, MeaningOf(entity))), cancellationToken);

    public Task RemoveAsync(EntityRef entityRef, CancellationToken cancellationToken) =>
        _rows.RemoveAsync(entityRef.Name, MeaningOf(entityRef), cancellationToken);

    public async Task<IReadOnlyList<EntityRef>> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!IsName(name))
        {
            return [];
        }

        var meanings = await _rows.FindAsync(name, cancellationToken);
        return [.. meanings.Select(meaning => meaning.Split('|')).Select(parts => EntityRef.Create(parts[0], parts[1], name))];
    }

    public async Task<IReadOnlyList<string>> NearestAsync(string name, CancellationToken cancellationToken) =>
        IsName(name) ? await _rows.NearestAsync(name, cancellationToken) : [];

    private static string MeaningOf(EntityRef entity) => $"{entity.Kind}|{entity.Namespace}".ToLowerInvariant();

    private static bool IsName(string name) =>
        name.Length > 0 && EntityRefFormat.IsValid(EntityRef.Create("component", EntityRef.DefaultNamespace, name));
}
