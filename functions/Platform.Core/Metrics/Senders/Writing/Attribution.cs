using System.Text.Json.Nodes;
using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>Whose component something is, or by which keys nobody was found.</summary>
/// <param name="Asked">Of the catalog; when it learns one of them, the delivery is worth another look.</param>
public sealed record Attribution(EntityRef? Component, IReadOnlyList<ComponentKey> Asked)
{
    internal Translation Tell(params IReadOnlyList<JsonObject> events) => Tell([this], events);

    internal static Translation Tell(IEnumerable<Attribution> attributions, IReadOnlyList<JsonObject> events) =>
        new Translation.Told(events)
        {
            Unattributed = [.. attributions.Where(one => one.Component is null).SelectMany(one => one.Asked).Distinct()],
        };
}
