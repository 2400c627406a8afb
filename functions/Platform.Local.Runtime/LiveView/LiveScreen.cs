using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Platform.Local.Runtime.LiveView;

/// <summary>What has ended as lines that stay; below them, what runs and for how long.</summary>
internal sealed class LiveScreen(IAnsiConsole console) : IConsoleScreen
{
    private const int MostRunning = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public Task ShowAsync(ConsoleFeed feed) => console.Live(new Text(string.Empty)).AutoClear(true).StartAsync(async live =>
    {
        while (!feed.Lines.Completion.IsCompleted)
        {
            while (feed.Lines.TryRead(out var line))
            {
                console.Write(Row(line));
            }

            live.UpdateTarget(Running(feed));
            await Task.Delay(Pause);
        }
    });

    internal static Markup Row(ConsoleLine line)
    {
        var style = line.IsError ? "red" : line.Kind is "timer" or "log" ? "grey" : "default";
        return new Markup(string.Create(
            CultureInfo.InvariantCulture,
            $"[grey]{line.At:HH:mm:ss.fff}[/] {line.Took,9}  [blue]{line.Kind,-13}[/] [{style}]{Markup.Escape(line.Name)}[/]  "
            + $"[grey]{Markup.Escape(line.Detail)}  {line.Trace}[/]\n"));
    }

    private static Rows Running(ConsoleFeed feed)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var running = feed.Running;
        List<IRenderable> rows =
        [
            .. running.Take(MostRunning).Select(span => new Markup(string.Create(
                CultureInfo.InvariantCulture,
                $"[yellow]…[/] {(now - span.StartTimeUtc).TotalSeconds,17:0.0} s  [blue]{ConsoleLine.KindOf(span),-13}[/] "
                + $"{Markup.Escape(ConsoleLine.NameOf(span))}"))),
        ];
        if (running.Count > MostRunning)
        {
            rows.Add(new Markup($"[grey]… and {running.Count - MostRunning} more[/]"));
        }

        return new Rows(rows);
    }
}
