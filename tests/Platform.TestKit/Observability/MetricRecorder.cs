using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Platform.TestKit.Services;

namespace Platform.TestKit.Observability;

/// <summary>What the platform's meter measures in this process while it listens.</summary>
public sealed class MetricRecorder : IDisposable
{
    private readonly ConcurrentQueue<Measured> _measured = new();
    private readonly MeterListener _listener = new();

    public MetricRecorder()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Platform")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<Measured> All => [.. _measured];

    /// <summary>The sum of a metric's values with this attribute.</summary>
    public double Sum(string name, string tag, string value) => All
        .Where(measured => measured.Name == name && Equals(measured.Tags.GetValueOrDefault(tag), value))
        .Sum(measured => measured.Value);

    /// <summary>Something is measured a moment after it happened.</summary>
    public Task HasAsync(string name, string tag, string value, CancellationToken cancellationToken) => Eventually.HoldsAsync(
        () => Sum(name, tag, value) > 0, cancellationToken, $"a measurement '{name}' with {tag} = {value}");

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(new(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
}

public sealed record Measured(string Name, double Value, IReadOnlyDictionary<string, object?> Tags);
