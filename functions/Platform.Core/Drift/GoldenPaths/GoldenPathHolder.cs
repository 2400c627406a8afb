using Platform.Core.Primitives;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary>
/// The golden path of a text that may change: read again when the span is over, and kept as it was while the newest text is
/// wrong or can't be had.
/// </summary>
/// <param name="file">What problems call it.</param>
/// <param name="read">The text as it is now.</param>
public sealed class GoldenPathHolder(
    IDocumentReader documents,
    string file,
    Func<CancellationToken, Task<Result<string>>> read,
    TimeProvider clock) : IGoldenPathSource, IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private GoldenPath _good = GoldenPath.Default;
    private IReadOnlyList<Problem> _problems = [];
    private string? _text;
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public async Task<GoldenPath> CurrentAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return _good;
    }

    public async Task<IReadOnlyList<Problem>> ProblemsAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return _problems;
    }

    public void Dispose() => _turn.Dispose();

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (clock.GetUtcNow() >= _until)
            {
                Take(await read(cancellationToken));
                _until = clock.GetUtcNow() + Kept;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Take(Result<string> text)
    {
        if (!text.IsOk)
        {
            (_problems, _text) = (text.Problems, null);
            return;
        }

        // The same text is the same golden path: whoever planned with it need not do so again.
        if (text.Value == _text)
        {
            return;
        }

        _text = text.Value;
        var path = GoldenPathFile.Read(documents, text.Value, file);
        _problems = path.Problems;
        _good = path.IsOk ? path.Value : _good;
    }
}
