using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Posts;

/// <summary>What came of an attempt to deliver.</summary>
public abstract record Delivery
{
    public sealed record Done : Delivery;

    /// <param name="After">What the channel asked for; null when it asked for nothing.</param>
    public sealed record Later(TimeSpan? After) : Delivery;

    /// <param name="Problem">Trying again would not mend it.</param>
    public sealed record Never(Problem Problem) : Delivery;
}

/// <summary>Delivers posts to one chat system.</summary>
public interface IChatTransport
{
    Task<Delivery> DeliverAsync(ChatPost post, CancellationToken cancellationToken);
}
