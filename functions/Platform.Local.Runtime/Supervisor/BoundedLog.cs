using System.Globalization;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>A log file that, once full, becomes <c>NAME.1</c> and starts anew: twice the limit at most.</summary>
internal sealed class BoundedLog(string path, long limit = 1024 * 1024) : IDisposable
{
    private readonly Lock _gate = new();
    private StreamWriter _writer = Open(path);

    public void Write(string line)
    {
        lock (_gate)
        {
            if (_writer.BaseStream.Length > limit)
            {
                _writer.Dispose();
                File.Move(path, path + ".1", overwrite: true);
                _writer = Open(path);
            }

            var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            _writer.WriteLine($"{now} {line}");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _writer.Dispose();
        }
    }

    private static StreamWriter Open(string path) =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
}
