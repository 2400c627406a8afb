using System.Globalization;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Cli.Demo;

/// <summary>One line per event, for pipes and logs.</summary>
internal sealed class PlainScreen(TextWriter writer) : IDemoScreen
{
    public void Report(string value) => writer.WriteLine(value);

    public async Task<IReadOnlyList<TaskEvent>> FollowAsync(
        IAsyncEnumerable<TaskEvent> events, CancellationToken cancellationToken)
    {
        var seen = new List<TaskEvent>();
        await foreach (var entry in events.WithCancellation(cancellationToken))
        {
            seen.Add(entry);
            var percent = entry.Body.Percent is { } done ? string.Create(CultureInfo.InvariantCulture, $"{done,3}%") : "    ";
            var seconds = entry.Body.Seconds is { } took
                ? string.Create(CultureInfo.InvariantCulture, $" ({took:0.00} s)")
                : string.Empty;
            await writer.WriteLineAsync($"  {percent}  {entry.Body.Message}{seconds}");
        }

        return seen;
    }
}
