namespace Platform.Core.ChatOps.Posts;

public enum PostState
{
    /// <summary>It is on its way.</summary>
    Claimed,

    Delivered,

    GivenUp,
}

/// <param name="Sending">The sending of the post that is the one to be delivered.</param>
/// <param name="Last">Nothing is to follow it.</param>
public sealed record PostRecord(string Name, PostState State, string Sending, bool Last)
{
    public bool IsSettled => State != PostState.Claimed;
}

/// <summary>Which posts of a conversation were delivered, and which sending of the others counts.</summary>
public interface IPostLog
{
    Task<IReadOnlyList<PostRecord>> ListAsync(string conversation, CancellationToken cancellationToken);

    /// <returns>The record that stands: the given one, if nobody claimed the post before.</returns>
    Task<PostRecord> ClaimAsync(string conversation, PostRecord record, CancellationToken cancellationToken);

    Task SettleAsync(string conversation, PostRecord record, CancellationToken cancellationToken);
}
