namespace Platform.Benchmarks.Kill;

/// <summary>
/// What activities really did, as lines of a file that no SIGKILL takes back: <c>key nonce</c>. One file per process.
/// </summary>
internal sealed class EffectLog(string folder) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file = new(
        Path.Combine(folder, $"{Guid.NewGuid():N}.log"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Write(string key, string nonce)
    {
        var line = System.Text.Encoding.UTF8.GetBytes($"{key} {nonce}\n");
        lock (_gate)
        {
            _file.Write(line);
        }
    }

    /// <summary>All nonces by key. A killed process may have cut its last line off; that result wasn't recorded.</summary>
    public static ILookup<string, string> Read(string folder) => Directory.EnumerateFiles(folder)
        .SelectMany(File.ReadLines)
        .Select(line => line.Split(' '))
        .Where(words => words.Length == 2)
        .ToLookup(words => words[0], words => words[1]);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
