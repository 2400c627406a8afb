using System.Diagnostics;
using Platform.Benchmarks.Reporting;
using Platform.Core.Catalog.Validation;
using Platform.TestKit.Catalog.Fuzzing;

namespace Platform.Benchmarks.Catalog;

/// <summary>What a fuzz run found, over all its threads.</summary>
internal sealed class FuzzTally
{
    /// <summary>Tenths of a millisecond; the last one holds everything slower.</summary>
    private readonly long[] _times = new long[100_000];
    private readonly Dictionary<string, long> _codes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _inputs;
    private long _bytes;
    private long _valid;
    private long _refused;
    private double _slowest;
    private long _mostAllocated;
    private int _failures;

    public int Failures => Volatile.Read(ref _failures);

    public void Fail() => Interlocked.Increment(ref _failures);

    public void Count(FuzzInput input, IReadOnlyList<JudgedDocument> judged, double seconds, long allocated)
    {
        lock (_lock)
        {
            _inputs++;
            _bytes += input.Bytes.Length;
            _slowest = Math.Max(_slowest, seconds);
            _mostAllocated = Math.Max(_mostAllocated, allocated);
            _times[Math.Min(_times.Length - 1, (int)(seconds * 10_000))]++;
            foreach (var document in judged)
            {
                _valid += document.Valid ? 1 : 0;
                _refused += document.Valid ? 0 : 1;
                foreach (var code in document.Problems.Select(problem => problem.Code).Distinct(StringComparer.Ordinal))
                {
                    _codes[code] = _codes.GetValueOrDefault(code) + 1;
                }
            }
        }
    }

    public void Report(BenchmarkReport report, TimeSpan elapsed)
    {
        report.Add(new("inputs", _inputs, "inputs"));
        report.Add(new("bytes read", _bytes / 1e6, "MB"));
        report.Add(new("inputs per second", _inputs / elapsed.TotalSeconds, "/s"));
        report.Add(Figure.AtMost("crashes, hangs and wrong answers", _failures, "inputs", 0));
        report.Add(new("documents found valid", _valid, "documents"));
        report.Add(new("documents refused", _refused, "documents"));
        report.Add(new("99.9 of 100 inputs judged within", Percentile(0.999), "ms"));
        report.Add(new("slowest input", _slowest * 1000, "ms"));
        report.Add(new("most memory allocated for one input", _mostAllocated / 1e6, "MB"));
        using var process = Process.GetCurrentProcess();
        report.Add(new("peak memory of the process", process.PeakWorkingSet64 / 1e6, "MB"));
        foreach (var (code, count) in _codes.OrderByDescending(pair => pair.Value))
        {
            report.Add(new($"documents with {code}", count, "documents"));
        }
    }

    private double Percentile(double share)
    {
        var (seen, wanted) = (0L, (long)(_inputs * share));
        for (var i = 0; i < _times.Length; i++)
        {
            if ((seen += _times[i]) >= wanted)
            {
                return (i + 1) / 10.0;
            }
        }

        return double.NaN;
    }
}
