using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Platform.TestKit.Hosting;

/// <summary>Keeps what an app logs as an error.</summary>
internal sealed class RecordedErrors : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentBag<string> _expected = [];

    public void Expect(string part) => _expected.Add(part);

    public void ThrowIfAny()
    {
        var unexpected = _lines.Where(line => !_expected.Any(line.Contains)).ToList();
        if (unexpected.Count > 0)
        {
            throw new InvalidOperationException($"The app logged errors:\n{string.Join('\n', unexpected)}");
        }
    }

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
