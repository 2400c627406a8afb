using System.Collections.Concurrent;
using System.Diagnostics;

namespace Platform.Benchmarks.Scaffolding;

/// <summary>
/// Counts this process's calls to the storage emulator by what they are about: a figure that a busy machine doesn't change.
/// </summary>
internal sealed class OutgoingCalls : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    private readonly Uri? _except;

    /// <param name="except">What goes there is not storage.</param>
    public OutgoingCalls(Uri? except = null)
    {
        _except = except;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public long Total => _counts
        .Where(count => !count.Key.Contains(" /api/", StringComparison.Ordinal)).Sum(count => count.Value);

    public IReadOnlyList<(string What, long Count)> ByTarget =>
        [.. _counts.OrderByDescending(count => count.Value).Select(count => (count.Key, count.Value))];

    public void Reset() => _counts.Clear();

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "HttpHandlerDiagnosticListener")
        {
            _subscriptions.Add(value.Subscribe(
                this, name => name.StartsWith("System.Net.Http.HttpRequestOut", StringComparison.Ordinal)));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key.EndsWith("Start", StringComparison.Ordinal)
            && value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is HttpRequestMessage request
            && request.RequestUri!.Authority != _except?.Authority)
        {
            var path = request.RequestUri!.AbsolutePath.Split('(')[0];
            var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var what = parts.Length > 0 && parts[0] == "api" ? "/api/" : string.Join('/', parts.Skip(1).Take(1));
            _counts.AddOrUpdate($"{request.Method} {what}", 1, (_, count) => count + 1);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }
}
