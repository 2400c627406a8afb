using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders;

/// <summary>What became of a delivery. A closed set.</summary>
public abstract record Translation
{
    private Translation()
    {
    }

    /// <param name="Events">
    /// CloudEvents with CDEvents as data (<see cref="CdEvent"/>), one at least. Their ids come from what they are about, never
    /// from the transport, so that another delivery of the same fact is the same event.
    /// </param>
    public sealed record Told(IReadOnlyList<JsonObject> Events) : Translation
    {
        /// <value>
        /// What the catalog must learn before the delivery can be counted for somebody; it is then translated again.
        /// </value>
        public IReadOnlyList<ComponentKey> Unattributed { get; init; } = [];

        /// <value>
        /// What could not be asked for now, in a sentence: the events are taken, and the delivery is translated again later.
        /// </value>
        public string? Incomplete { get; init; }
    }

    /// <summary>It tells nothing that figures are made of.</summary>
    /// <param name="Reason">One of <see cref="IgnoredReasons"/>.</param>
    public sealed record Ignored(string Reason) : Translation;

    /// <summary>It is not what its sender sends.</summary>
    public sealed record Refused(IReadOnlyList<Problem> Problems) : Translation;
}
