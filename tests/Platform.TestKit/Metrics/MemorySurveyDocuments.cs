using System.Collections.Concurrent;
using System.Globalization;
using Platform.Core.Metrics.Surveys;
using Platform.Core.Primitives;

namespace Platform.TestKit.Metrics;

/// <summary>Surveys' documents in memory, as texts; cuts a run off where a test says.</summary>
public sealed class MemorySurveyDocuments : ISurveyDocuments
{
    private readonly ConcurrentDictionary<string, (string Text, int Version)> _documents = new(StringComparer.Ordinal);
    private int _calls;

    /// <value>The next call but so many fails, once: half of the time before it did anything, half after.</value>
    public int? CutAt { get; set; }

    public int Calls => _calls;

    /// <value>By name, as they would be stored.</value>
    public IReadOnlyDictionary<string, string> Texts => _documents.ToDictionary(one => one.Key, one => one.Value.Text);

    public Task<(T Document, string Version)?> FindAsync<T>(string name, CancellationToken cancellationToken)
        where T : class => CallAsync<(T, string)?>(() => _documents.TryGetValue(name, out var found)
            ? (PlatformJson.Deserialize<T>(found.Text), found.Version.ToString(CultureInfo.InvariantCulture))
            : null);

    public Task<bool> SaveAsync<T>(string name, T document, string? version, CancellationToken cancellationToken)
        where T : class => CallAsync(() =>
        {
            var text = PlatformJson.Serialize(document);
            return version is null
                ? _documents.TryAdd(name, (text, 1))
                : _documents.TryGetValue(name, out var known)
                    && known.Version.ToString(CultureInfo.InvariantCulture) == version
                    && _documents.TryUpdate(name, (text, known.Version + 1), known);
        });

    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(() => _documents.TryRemove(name, out _));

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        CallAsync<IReadOnlyList<string>>(() =>
            [.. _documents.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    private Task<T> CallAsync<T>(Func<T> call)
    {
        var number = Interlocked.Increment(ref _calls);
        if (CutAt is not { } cut || number <= cut)
        {
            return Task.FromResult(call());
        }

        CutAt = null;
        if (number % 2 == 0)
        {
            call();
        }

        throw new IOException("The process is cut off here.");
    }
}
