namespace Platform.Local.Runtime.LiveView;

/// <summary>One line for each, for pipes and logs.</summary>
internal sealed class PlainScreen(TextWriter writer) : IConsoleScreen
{
    public async Task ShowAsync(ConsoleFeed feed)
    {
        await foreach (var line in feed.Lines.ReadAllAsync())
        {
            await writer.WriteLineAsync(line.ToString());
            await writer.FlushAsync();
        }
    }
}
