using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// An entity as the index holds it: its JSON as it will be written, and where in it the rest goes. Never changed.
/// </summary>
internal sealed class IndexEntry
{
    private readonly TextPlace _uid;
    private readonly TextPlace _etag;

    private IndexEntry(CatalogRow row, ReadOnlyMemory<byte> body, BodyPlan plan, IReadOnlyList<string> longTexts)
    {
        Body = body;
        Ref = EntityRef.Create(plan.Kind, plan.Namespace, plan.Name);
        (_uid, _etag, Metadata, Annotations) = (plan.Uid, plan.Etag, plan.Metadata, plan.Annotations);
        (Source, At, Position) = (row.Source, row.At, row.Position);
        LongTexts = longTexts;
        Row = longTexts.Count > 0 ? row with { Body = default } : null;
        UidOrder = OrderOf(_uid.SpanIn(body.Span));
    }

    public EntityRef Ref { get; }

    /// <value>Of an entity that came with a snapshot: a part of the bytes of many.</value>
    public ReadOnlyMemory<byte> Body { get; }

    public int Metadata { get; }

    public int Annotations { get; }

    public string Source { get; }

    public DateTimeOffset At { get; }

    public long Position { get; }

    public string Uid => _uid.In(Body.Span);

    public string Etag => _etag.In(Body.Span);

    /// <value>Orders as the uid's text does, for uids that are GUIDs.</value>
    public UInt128 UidOrder { get; }

    /// <value>What to make the whole entity of, when <see cref="Body"/> lacks the ends of <see cref="LongTexts"/>.</value>
    public CatalogRow? Row { get; }

    /// <value>Dotted paths of texts that were cut.</value>
    public IReadOnlyList<string> LongTexts { get; }

    public static IndexEntry From(CatalogRow row)
    {
        var plan = BodyPlan.Of(row.Body.Span);
        if (!plan.HasReserved && row.State is null && row.BodyAddress is null)
        {
            return new(row, row.Body.ToArray(), plan, []);
        }

        var longTexts = new List<string>();
        var body = EntityMarks.Apply(row, longTexts);
        return new(row, body, BodyPlan.Of(body), longTexts);
    }

    /// <param name="row">Its body is one that an entry had.</param>
    public static IndexEntry Restore(CatalogRow row, ReadOnlyMemory<byte> body, BodyPlan plan, IReadOnlyList<string> longTexts) =>
        new(row, body, plan, longTexts);

    /// <summary>So that nobody has to look for things again in a body that was looked through once.</summary>
    public void WritePlan(BinaryWriter writer)
    {
        writer.Write(Ref.Kind);
        writer.Write(Ref.Namespace);
        writer.Write(Ref.Name);
        foreach (var place in (int[])[_uid.Start, _uid.Length, _etag.Start, _etag.Length, Metadata, Annotations])
        {
            writer.Write7BitEncodedInt(place);
        }
    }

    /// <summary>The same with all its texts.</summary>
    /// <param name="body">As it is stored.</param>
    public IndexEntry Whole(ReadOnlyMemory<byte> body) => From(Row! with { Body = body, BodyAddress = null });

    /// <summary>What the entity declares; references that can't be read are no relations.</summary>
    /// <param name="known">What was read before, for many entities that name the same ones.</param>
    public IReadOnlyList<Relation> Declared(KnownRefs? known = null) => DeclaredReader.Read(Ref, Body.Span, known ?? new());

    public static UInt128 OrderOf(string uid) => OrderOf(Encoding.UTF8.GetBytes(uid));

    private static UInt128 OrderOf(ReadOnlySpan<byte> uid)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (Utf8Parser.TryParse(uid, out Guid guid, out var read, 'D') && read == uid.Length)
        {
            guid.TryWriteBytes(bytes, bigEndian: true, out _);
        }
        else
        {
            SHA256.HashData(uid, bytes);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
