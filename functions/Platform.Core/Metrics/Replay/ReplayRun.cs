using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Reports;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Replay;

/// <summary>Computes everything from a file of events, without any store.</summary>
public sealed class ReplayRun(DoraOptions options)
{
    private const string IdReused = "event-id-reused";

    private readonly DeliveryLedger _ledger = new(options);
    private readonly SortedDictionary<string, int> _withoutFigure = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems = [];
    private int _events;
    private int _recorded;
    private int _repeated;
    private int _refused;

    public IReadOnlyList<Problem> Problems => _problems;

    public ReplayTally Tally => new(_events, _recorded, _repeated, _refused, _withoutFigure);

    public void Add(FiledEvent filed, string file)
    {
        _events++;
        if (!filed.Event.IsOk)
        {
            _refused++;
            _problems.AddRange(filed.Event.Problems);
            return;
        }

        Add(filed.Event.Value, new(file, filed.Line, 1));
    }

    public DeliveryReport Report()
    {
        _ledger.Advance(options.AsOf ?? _ledger.LastEventAt ?? DateTimeOffset.UnixEpoch);
        return DeliveryReport.Of(_ledger, options);
    }

    private void Add(DeliveryEvent told, SourcePlace place)
    {
        var outcome = _ledger.Add(told);
        if (outcome == RecordOutcome.IdReused)
        {
            _refused++;
            _problems.Add(new(
                IdReused,
                $"Another event came under the source '{told.Source}' and the id '{told.Id}'; the earlier of the two stands.",
                "id",
                told.Id,
                "an id that its source uses once",
                place));
            return;
        }

        _ = outcome == RecordOutcome.Repeated ? _repeated++ : _recorded++;
        if (outcome == RecordOutcome.Recorded && ReplayTally.ReasonOf(told) is { } reason)
        {
            _withoutFigure[reason] = _withoutFigure.GetValueOrDefault(reason) + 1;
        }
    }
}
