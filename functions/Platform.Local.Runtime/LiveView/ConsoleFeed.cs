using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.LiveView;

/// <summary>Hears the spans of this process, and its log where the view has the terminal to itself.</summary>
internal sealed class ConsoleFeed : ILoggerProvider
{
    private static readonly string[] Sources = ["Platform", "Microsoft.DurableTask", "Microsoft.AspNetCore"];

    private readonly ConcurrentDictionary<Activity, byte> _running = new();
    private readonly Channel<ConsoleLine> _lines = Channel.CreateUnbounded<ConsoleLine>();
    private readonly ActivityListener _listener;

    public ConsoleFeed()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => _running.TryAdd(span, 0),
            ActivityStopped = Ended,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ChannelReader<ConsoleLine> Lines => _lines.Reader;

    /// <summary>The longest running ones first.</summary>
    public IReadOnlyList<Activity> Running => [.. _running.Keys.OrderBy(span => span.StartTimeUtc)];

    public ILogger CreateLogger(string categoryName) => new FeedLogger(this, categoryName);

    /// <summary>Nothing comes any more; what has come can still be read.</summary>
    public void Complete()
    {
        _listener.Dispose();
        _lines.Writer.TryComplete();
    }

    public void Dispose() => Complete();

    private void Ended(Activity span)
    {
        _running.TryRemove(span, out _);
        _lines.Writer.TryWrite(ConsoleLine.Of(span));
    }

    private sealed class FeedLogger(ConsoleFeed feed, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}";
            var trace = Activity.Current?.TraceId.ToHexString()[..8] ?? string.Empty;
            feed._lines.Writer.TryWrite(new(
                TimeProvider.System.GetUtcNow().UtcDateTime, null, "log", text, category.Split('.')[^1], trace,
                logLevel >= LogLevel.Error));
        }
    }
}
