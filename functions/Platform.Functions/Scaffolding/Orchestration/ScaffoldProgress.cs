using Microsoft.DurableTask;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>Where the run is, for the instance's custom status and the steps' events.</summary>
/// <param name="least">How many steps there will be at least.</param>
internal sealed class ScaffoldProgress(TaskOrchestrationContext context, int taskRun, int least)
{
    // A custom status is at most 16 KB of UTF-16.
    private const int MostCharacters = 4_000;

    private readonly List<(StepRun Step, string Action)> _running = [];
    private readonly List<KeyValuePair<string, double>> _seconds = [];
    private string? _last;
    private int _done;
    private int _percent;

    public DateTimeOffset Now => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <value>The steps on their way.</value>
    public IReadOnlyList<StepRun> Running => [.. _running.Select(running => running.Step)];

    /// <summary>What the run before has done counts.</summary>
    public void TakeOver(RunRemains kept)
    {
        _done += kept.Steps.Count;
        _seconds.AddRange(kept.Steps.Select(step => KeyValuePair.Create(step.Id, step.Seconds)));
    }

    public StepRun Enter(PlannedStep planned)
    {
        var count = Math.Max(least, _done + _running.Count + 1);
        var step = new StepRun(planned.Id, planned.Name, _done, count, null, true, Now, taskRun);
        _running.Add((step, planned.Action));
        _last = step.Name;
        Show(count);
        return step;
    }

    /// <returns>How long it took, in seconds.</returns>
    public double Leave(StepRun step)
    {
        var left = _running.Find(running => running.Step == step);
        _running.Remove(left);
        var seconds = Math.Round((Now - step.StartedAt).TotalSeconds, 3);
        _done++;
        _seconds.Add(new(step.Id, seconds));
        ScaffoldTelemetry.StepLeft(context, left.Action, seconds);
        _last = _running.Count > 0 ? _running[0].Step.Name : step.Name;
        Show(Math.Max(least, _done + _running.Count));
        return seconds;
    }

    public void Wait(string? forWhat) => context.SetCustomStatus(StatusOf(_last) with { Waiting = forWhat });

    public void Complete()
    {
        _percent = 100;
        context.SetCustomStatus(StatusOf(step: null));
    }

    private void Show(int count)
    {
        _percent = Math.Max(_percent, 100 * _done / count);
        context.SetCustomStatus(StatusOf(_last));
    }

    private ScaffoldStatus StatusOf(string? step)
    {
        var (shown, length) = (new Dictionary<string, double>(), 0);
        foreach (var (id, seconds) in Enumerable.Reverse(_seconds))
        {
            length += id.Length + 10;
            if (length > MostCharacters)
            {
                break;
            }

            shown[id] = seconds;
        }

        return new(step, _percent, shown, [.. _running.Take(20).Select(running => Short(running.Step.Name))]);
    }

    private static string Short(string name) => name.Length <= 80 ? name : $"{name[..79]}…";
}

/// <summary>The custom status of a scaffold's instance.</summary>
/// <param name="Step">What it is doing, or did last; null when all is done.</param>
/// <param name="Percent">Never goes back within a run.</param>
/// <param name="Seconds">How long each finished step took, by step id; of very many, the last ones.</param>
/// <param name="Running">The names of the steps on their way.</param>
/// <param name="Waiting">What it waits for before it goes on; null when for nothing outside its steps.</param>
public sealed record ScaffoldStatus(
    string? Step,
    int Percent,
    IReadOnlyDictionary<string, double> Seconds,
    IReadOnlyList<string>? Running = null,
    string? Waiting = null);
