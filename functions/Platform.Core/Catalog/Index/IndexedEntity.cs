using System.Buffers;
using Platform.Core.Catalog.Queries;

namespace Platform.Core.Catalog.Index;

/// <summary>An entity as it was when it was found; what happens to the catalog later does not change it.</summary>
public sealed class IndexedEntity
{
    public EntityRef Ref => throw new NotSupportedException();

    public string Uid => throw new NotSupportedException();

    /// <value>Of the description; relations and the time of verification are not in it.</value>
    public string Etag => throw new NotSupportedException();

    /// <summary>
    /// Writes Backstage's JSON: the description with relations, the time of verification, conflicts and orphanhood. Ends at once
    /// except for the few entities with a text of many kilobytes, which is read from storage when the fields include it.
    /// </summary>
    /// <param name="fields">Null for the whole entity.</param>
    public ValueTask WriteToAsync(IBufferWriter<byte> output, FieldSelection? fields, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
