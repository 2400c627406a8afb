using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>The service's own process, its output in the log, watched until it announces its addresses.</summary>
internal sealed class KeptProcess : IDisposable
{
    private const int TailLines = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ServiceSpec _spec;
    private readonly BoundedLog _log;
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Uri> _urls = new(StringComparer.Ordinal);
    private readonly Queue<string> _tail = new();

    private KeptProcess(ServiceSpec spec, BoundedLog log)
    {
        _spec = spec;
        _log = log;
        _process = new Process { StartInfo = StartOf(spec) };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data);
    }

    public ProcessIdentity Identity => ProcessIdentity.Of(_process);

    public static KeptProcess Start(ServiceSpec spec, BoundedLog log)
    {
        var kept = new KeptProcess(spec, log);
        kept._process.Start();
        kept._process.BeginOutputReadLine();
        kept._process.BeginErrorReadLine();
        return kept;
    }

    /// <summary>Waits until every address is known; a <see cref="LocalServicesException"/> says why that won't happen.</summary>
    public async Task<IReadOnlyDictionary<string, Uri>> ReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var ended = _process.HasExited;
            if (AddressesNow() is { } urls)
            {
                return urls;
            }

            if (ended)
            {
                throw new LocalServicesException(await ObituaryAsync().ConfigureAwait(false));
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task ExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>How it ended and the last it said. Only once it has ended.</summary>
    public async Task<string> ObituaryAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        lock (_gate)
        {
            var last = _tail.Count == 0 ? "nothing" : string.Join(Environment.NewLine, _tail);
            return $"{_spec.Name} ended by itself with status {_process.ExitCode}. The last it said: {last}";
        }
    }

    public async Task StopAsync(TimeSpan patience)
    {
        if (!_process.HasExited)
        {
            // Services take the end of their standard input as a request to stop, too: the one way that Windows has.
            _process.StandardInput.Close();
            await _process.EndAsync(patience).ConfigureAwait(false);
        }
    }

    public void Dispose() => _process.Dispose();

    private static ProcessStartInfo StartOf(ServiceSpec spec)
    {
        var start = new ProcessStartInfo(spec.FileName, spec.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.Directory().Root,
        };
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private Dictionary<string, Uri>? AddressesNow()
    {
        if (_spec.ReadyFile is { } file)
        {
            return SupervisorJson.TryRead<ReadyFile>(file) is { } ready ? new() { [_spec.Name] = ready.Url } : null;
        }

        lock (_gate)
        {
            return _urls.Count >= _spec.ReadyLines ? new(_urls) : null;
        }
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.Write(line);
        lock (_gate)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }

            if (_spec.ReadyPattern is { } pattern && Regex.Match(line, pattern) is { Success: true } match)
            {
                _urls[match.Groups["name"].Value] = new Uri(match.Groups["url"].Value);
            }
        }
    }

    private sealed record ReadyFile(Uri Url);
}
