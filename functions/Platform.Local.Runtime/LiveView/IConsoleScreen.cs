namespace Platform.Local.Runtime.LiveView;

internal interface IConsoleScreen
{
    /// <summary>Shows what the feed gives until it is complete.</summary>
    Task ShowAsync(ConsoleFeed feed);
}
