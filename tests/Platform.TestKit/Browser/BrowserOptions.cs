namespace Platform.TestKit.Browser;

/// <summary>What the person at the browser has and likes.</summary>
public sealed record BrowserOptions
{
    public bool IsDark { get; init; }

    public bool ReducedMotion { get; init; }

    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 900;

    /// <value>How long a step waits for what it expects.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}
