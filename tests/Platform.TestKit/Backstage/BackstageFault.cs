namespace Platform.TestKit.Backstage;

/// <summary>What the double does instead of answering properly.</summary>
/// <param name="Status">An HTTP status, or one of the constants.</param>
/// <param name="Skip">So many requests are answered properly before.</param>
public sealed record BackstageFault(int Status, int? RetryAfter = null, int Skip = 0)
{
    /// <value>Half the body, then the connection breaks.</value>
    public const int HalfBody = 1;

    /// <value>A page that looks like the last one and is not.</value>
    public const int EarlyEnd = 2;

    /// <value>A page for people, as of a frontend or a login in front of the backend.</value>
    public const int PageForPeople = 3;

    /// <value>The next page is one that was before.</value>
    public const int Circle = 4;

    /// <value>The page's first entity comes once more.</value>
    public const int Twice = 6;

    /// <value>No answer until the test ends or the caller gives up.</value>
    public const int Silence = 5;

    public int Times { get; init; } = 1;
}
