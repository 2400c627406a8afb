using System.Buffers;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Queries;

namespace Platform.Core.Catalog.Index;

/// <summary>An entity as it was when it was found; what happens to the catalog later does not change it.</summary>
public sealed class IndexedEntity
{
    private readonly FoundEntity _found;
    private readonly VerifiedTimes _verified;
    private readonly ICatalogBodies _bodies;

    internal IndexedEntity(FoundEntity found, VerifiedTimes verified, ICatalogBodies bodies) =>
        (_found, _verified, _bodies) = (found, verified, bodies);

    public EntityRef Ref => _found.Entry.Ref;

    public string Uid => _found.Entry.Uid;

    /// <value>What owns the entity.</value>
    public string Source => _found.Entry.Source;

    /// <value>Of the description; relations and the time of verification are not in it.</value>
    public string Etag => _found.Entry.Etag;

    /// <summary>
    /// Writes Backstage's JSON: the description with relations, the time of verification, conflicts and orphanhood. Ends at once
    /// except for the few entities with a text of many kilobytes, which is read from storage when the fields include it.
    /// </summary>
    /// <param name="fields">Null for the whole entity.</param>
    public ValueTask WriteToAsync(IBufferWriter<byte> output, FieldSelection? fields, CancellationToken cancellationToken)
    {
        var entry = _found.Entry;
        if (entry.Row is { BodyAddress: { } address } && (fields is null || entry.LongTexts.Any(fields.Includes)))
        {
            return WriteWholeAsync(address, output, fields, cancellationToken);
        }

        Write(entry, output, fields);
        return ValueTask.CompletedTask;
    }

    private async ValueTask WriteWholeAsync(
        string address, IBufferWriter<byte> output, FieldSelection? fields, CancellationToken cancellationToken) =>
        Write(_found.Entry.Whole(await _bodies.ReadAsync(address, cancellationToken)), output, fields);

    private void Write(IndexEntry entry, IBufferWriter<byte> output, FieldSelection? fields)
    {
        var verifiedAt = _verified.Of(entry);
        if (fields is null)
        {
            EntityWriter.Write(output, entry, _found.Relations, verifiedAt);
            return;
        }

        var whole = new ArrayBufferWriter<byte>(entry.Body.Length + 1024);
        EntityWriter.Write(whole, entry, fields.Includes("relations") ? _found.Relations : [], verifiedAt);
        fields.Write(whole.WrittenMemory, output);
    }
}
