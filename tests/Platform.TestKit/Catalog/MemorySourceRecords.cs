using System.Globalization;
using Platform.Core.Catalog.Sources;

namespace Platform.TestKit.Catalog;

/// <summary>The manifests in memory; only who knows the stored version writes.</summary>
public sealed class MemorySourceRecords : ISourceRecords
{
    private readonly Dictionary<string, SourceManifest> _manifests = new(StringComparer.Ordinal);

    /// <value>How many manifests were written, over all calls.</value>
    public int Writes { get; private set; }

    /// <value>Runs before the next save, once: what somebody else does in between.</value>
    public Func<Task>? BeforeSave { get; set; }

    public SourceManifest? this[string source] => _manifests.GetValueOrDefault(source);

    public Task<SourceManifest?> FindAsync(string source, CancellationToken cancellationToken) =>
        Task.FromResult(this[source]);

    public Task<IReadOnlyDictionary<string, SourceManifest>> FindAsync(
        IReadOnlyCollection<string> sources, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, SourceManifest>>(
            _manifests.Where(pair => sources.Contains(pair.Key)).ToDictionary());

    public Task<IReadOnlyDictionary<string, SourceManifest>> GuessAsync(
        IReadOnlyCollection<string> sources, CancellationToken cancellationToken) => FindAsync(sources, cancellationToken);

    public IAsyncEnumerable<SourceManifest> ListByOriginAsync(string origin, CancellationToken cancellationToken) =>
        There().Where(manifest => manifest.Origin == origin).ToAsyncEnumerable();

    public IAsyncEnumerable<SourceManifest> ListAsync(CancellationToken cancellationToken) => There().ToAsyncEnumerable();

    public Task<IReadOnlyList<SourceManifest>> ListByRefreshKeyAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SourceManifest>>([.. There().Where(manifest => manifest.RefreshKeys.Contains(key))]);

    public Task<IReadOnlyList<SourceManifest>> ListByParentAsync(string source, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SourceManifest>>([.. There().Where(manifest => manifest.Parent == source)]);

    public Task<int> ForgetGoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.FromResult(
        _manifests.Values.Where(one => one.IsGone && one.At < before).ToList().Count(one => _manifests.Remove(one.Source)));

    public async Task<IReadOnlyList<SourceManifest?>> SaveAsync(
        IReadOnlyList<ManifestChange> changes, CancellationToken cancellationToken)
    {
        if (BeforeSave is { } before)
        {
            BeforeSave = null;
            await before();
        }

        return [.. changes.Select(change => Save(change.Manifest))];
    }

    private SourceManifest? Save(SourceManifest manifest)
    {
        if (this[manifest.Source]?.Version != manifest.Version)
        {
            return null;
        }

        Writes++;
        return _manifests[manifest.Source] = manifest with { Version = Writes.ToString(CultureInfo.InvariantCulture) };
    }

    private IEnumerable<SourceManifest> There() => _manifests.Values.Where(manifest => !manifest.IsGone);
}
