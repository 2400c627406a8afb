using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>A commit as all events together tell it.</summary>
public sealed class Commit(string sha)
{
    public string Sha { get; } = sha;

    /// <value>
    /// When work on it is known to have begun: its author's date, or when we heard of it first, whichever is earlier. So neither
    /// an amended date nor one in the future shortens a lead time.
    /// </value>
    public DateTimeOffset StartedAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <value>Whether somebody dated it later than it was seen.</value>
    public bool IsDatedLater { get; private set; }

    /// <value>In order, each once. Nearly all commits have one.</value>
    public IReadOnlyList<string> Parents { get; private set; } = [];

    public string? TreeSha { get; private set; }

    public string? Message { get; private set; }

    public IReadOnlyList<string>? Files { get; private set; }

    public ActorType Actor { get; private set; }

    /// <summary>Adds what a notice says. To be called in the order of the events.</summary>
    internal void Tell(CommitNotice notice, DeliveryEvent from)
    {
        var seen = from.At;
        IsDatedLater |= notice.AuthoredAt > seen;
        IsKnownSince(notice.AuthoredAt < seen ? notice.AuthoredAt.Value : seen);
        foreach (var parent in notice.Parents ?? [])
        {
            AddParent(parent);
        }

        TreeSha ??= notice.TreeSha;
        Message ??= notice.Message;
        Files ??= notice.Files;
        Actor = notice.Actor > Actor ? notice.Actor : Actor;
    }

    /// <summary>A merge brings what it merged, even where its parents don't tell: a squash.</summary>
    internal void Merges(string sha) => AddParent(sha);

    /// <summary>Somebody spoke of it, and told nothing about it.</summary>
    internal void IsKnownSince(DateTimeOffset at) => StartedAt = at < StartedAt ? at : StartedAt;

    private void AddParent(string sha)
    {
        if (!Parents.Contains(sha))
        {
            string[] all = [.. Parents, sha];
            Array.Sort(all, StringComparer.Ordinal);
            Parents = all;
        }
    }
}
