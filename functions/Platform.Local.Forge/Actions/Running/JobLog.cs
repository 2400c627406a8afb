using System.Globalization;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>A job's log: lines with their time, up to a limit, readable while the job runs.</summary>
internal sealed class JobLog : IAsyncDisposable
{
    private const long MaxBytes = 8 * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly StreamWriter _writer;
    private readonly TimeProvider _time;
    private long _written;
    private bool _closed;

    public JobLog(string path, TimeProvider time)
    {
        _time = time;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _writer = new StreamWriter(
            new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
    }

    public void Line(string text)
    {
        lock (_gate)
        {
            if (_closed || _written > MaxBytes)
            {
                return;
            }

            _written += text.Length + 30;
            var time = _time
                .GetUtcNow()
                .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
            _writer.WriteLine(
                $"{time} {(_written > MaxBytes ? "##[warning]The log is full; further lines are dropped" : text)}");
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            _writer.Flush();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
        }

        await _writer.DisposeAsync();
    }
}
