using System.Globalization;
using Platform.Core.Scaffolding.Tasks;
using Spectre.Console;

namespace Platform.Functions.Cli.Demo;

/// <summary>Finished steps with their seconds above a progress bar, for terminals.</summary>
internal sealed class LiveScreen(IAnsiConsole console) : IDemoScreen
{
    public void Report(string value) => console.MarkupLineInterpolated($"[grey]{value}[/]");

    public Task<IReadOnlyList<TaskEvent>> FollowAsync(IAsyncEnumerable<TaskEvent> events, CancellationToken cancellationToken) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn())
            .StartAsync<IReadOnlyList<TaskEvent>>(async progress =>
            {
                var bar = progress.AddTask("Starting", maxValue: 100);
                var seen = new List<TaskEvent>();
                await foreach (var entry in events.WithCancellation(cancellationToken))
                {
                    seen.Add(entry);
                    Show(entry.Body);
                    bar.Value = entry.Body.Percent ?? bar.Value;
                    bar.Description = entry.Body.Status == StepStatus.Processing
                        ? Markup.Escape(entry.Body.Message.Replace("Beginning step ", string.Empty, StringComparison.Ordinal))
                        : bar.Description;
                }

                return seen;
            });

    private void Show(TaskEventBody body)
    {
        var seconds = body.Seconds?.ToString("0.00", CultureInfo.InvariantCulture) ?? string.Empty;
        switch (body.Status)
        {
            case StepStatus.Completed:
                console.MarkupLineInterpolated($"[green]✓[/] {body.Message} [grey]{seconds} s[/]");
                break;
            case StepStatus.Failed:
                console.MarkupLineInterpolated($"[red]✗ {body.Message}[/]");
                break;
            case StepStatus.Skipped:
                console.MarkupLineInterpolated($"[grey]- {body.Message}[/]");
                break;
            case null:
                console.MarkupLineInterpolated($"  [grey]{body.Message}[/]");
                break;
        }
    }
}
