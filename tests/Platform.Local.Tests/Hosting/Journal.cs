using System.Collections.Concurrent;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Hosting;

/// <summary>What the functions of a test saw, in order; a singleton of its host.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<object> _entries = new();
    private int _inside;

    public IReadOnlyList<object> Entries => [.. _entries];

    /// <summary>Opens a gate that functions may wait at.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many are inside, this one included.</summary>
    public int Enter() => Interlocked.Increment(ref _inside);

    public void Leave() => Interlocked.Decrement(ref _inside);

    public void Add(object entry) => _entries.Enqueue(entry);

    public IReadOnlyList<T> Of<T>() => [.. _entries.OfType<T>()];

    public Task ReachesAsync(int count) =>
        Eventually.HoldsAsync(() => _entries.Count >= count, TestContext.Current.CancellationToken);
}
