using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Feed;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// The bytes of a snapshot: a head of fixed length with the version, the position and a hash of the rest, then segments of some
/// entities each, compressed by themselves so that they are read side by side.
/// </summary>
internal static class SnapshotFormat
{
    /// <summary>Another one is not read but made anew. Grows with every change of what an entry holds.</summary>
    public const int Version = 3;

    public const int HeadLength = 8 + 4 + (8 * CatalogPosition.Buckets) + SHA256.HashSizeInBytes;

    public const int EntriesPerSegment = 1024;

    private static ReadOnlySpan<byte> Magic => "PFCATIDX"u8;

    public static byte[] Write(IReadOnlyList<IndexEntry> entries, CatalogPosition position)
    {
        using var rest = new MemoryStream();
        using (var writer = new BinaryWriter(rest))
        {
            foreach (var segment in entries.Chunk(EntriesPerSegment))
            {
                var compressed = Compress(segment);
                writer.Write(compressed.Length);
                writer.Write(compressed);
            }
        }

        var tail = rest.ToArray();
        var head = new byte[HeadLength];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), Version);
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(12 + (8 * bucket)), position[bucket]);
        }

        SHA256.HashData([.. head[..^SHA256.HashSizeInBytes], .. tail], head.AsSpan(HeadLength - SHA256.HashSizeInBytes));
        return [.. head, .. tail];
    }

    /// <summary>Null for what is no snapshot of this version.</summary>
    public static CatalogPosition? PositionOf(ReadOnlySpan<byte> snapshot)
    {
        if (snapshot.Length < HeadLength || !snapshot.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32LittleEndian(snapshot[8..]) != Version)
        {
            return null;
        }

        Span<long> heads = stackalloc long[CatalogPosition.Buckets];
        for (var bucket = 0; bucket < heads.Length; bucket++)
        {
            heads[bucket] = BinaryPrimitives.ReadInt64LittleEndian(snapshot[(12 + (8 * bucket))..]);
        }

        return new CatalogPosition(heads);
    }

    /// <exception cref="InvalidDataException">It is not a snapshot of this version, or not all of one; the message says
    /// which.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> SegmentsOf(ReadOnlyMemory<byte> snapshot)
    {
        if (PositionOf(snapshot.Span) is null)
        {
            throw new InvalidDataException("It is of another version, or no snapshot.");
        }

        var tail = snapshot[HeadLength..];
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(snapshot.Span[..(HeadLength - SHA256.HashSizeInBytes)]);
        hash.AppendData(tail.Span);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(snapshot.Span[(HeadLength - SHA256.HashSizeInBytes)..HeadLength]))
        {
            throw new InvalidDataException("It is damaged: its hash is another one.");
        }

        var segments = new List<ReadOnlyMemory<byte>>();
        while (tail.Length > 0)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(tail.Span);
            segments.Add(tail.Slice(4, length));
            tail = tail[(4 + length)..];
        }

        return segments;
    }

    public static IReadOnlyList<IndexEntry> Read(ReadOnlyMemory<byte> segment)
    {
        var facts = new byte[BinaryPrimitives.ReadInt32LittleEndian(segment.Span)];
        // The entries share it: no copy of each, and nothing for the collector to move. One that changes leaves its old bytes
        // in it until all of them have changed.
        var bodies = new byte[BinaryPrimitives.ReadInt32LittleEndian(segment.Span[4..])];
        using (var bytes = StreamOf(segment[8..]))
        using (var inflate = new DeflateStream(bytes, CompressionMode.Decompress))
        {
            inflate.ReadExactly(facts);
            inflate.ReadExactly(bodies);
        }

        using var reader = new BinaryReader(new MemoryStream(facts));
        var entries = new List<IndexEntry>(EntriesPerSegment);
        for (var at = 0; reader.BaseStream.Position < facts.Length; at += entries[^1].Body.Length)
        {
            entries.Add(ReadEntry(reader, bodies.AsMemory(at)));
        }

        return entries;
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(bytes.ToArray());

    /// <summary>How long the entries' facts and their bodies are when they are plain again, and the bytes of both.</summary>
    private static byte[] Compress(IEnumerable<IndexEntry> entries)
    {
        using var plain = new MemoryStream();
        using var writer = new BinaryWriter(plain);
        using var bodies = new MemoryStream();
        foreach (var entry in entries)
        {
            WriteEntry(writer, entry);
            bodies.Write(entry.Body.Span);
        }

        using var compressed = new MemoryStream();
        compressed.Write(BitConverter.GetBytes((int)plain.Length));
        compressed.Write(BitConverter.GetBytes((int)bodies.Length));
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Fastest))
        {
            deflate.Write(plain.GetBuffer(), 0, (int)plain.Length);
            deflate.Write(bodies.GetBuffer(), 0, (int)bodies.Length);
        }

        return compressed.ToArray();
    }

    private static void WriteEntry(BinaryWriter writer, IndexEntry entry)
    {
        writer.Write(entry.Position);
        writer.Write(entry.At.UtcTicks);
        writer.Write(entry.Source);
        writer.Write(entry.Row?.BodyAddress ?? string.Empty);
        writer.Write(entry.Row?.State is { } state ? PlatformJson.Serialize(state) : string.Empty);
        writer.Write7BitEncodedInt(entry.LongTexts.Count);
        foreach (var path in entry.LongTexts)
        {
            writer.Write(path);
        }

        entry.WritePlan(writer);
        writer.Write7BitEncodedInt(entry.Body.Length);
    }

    private static IndexEntry ReadEntry(BinaryReader reader, ReadOnlyMemory<byte> bodies)
    {
        var row = new CatalogRow(string.Empty, reader.ReadInt64(), new(reader.ReadInt64(), TimeSpan.Zero))
        {
            Source = reader.ReadString(),
            BodyAddress = reader.ReadString() is { Length: > 0 } address ? address : null,
            State = reader.ReadString() is { Length: > 0 } state ? PlatformJson.Deserialize<EntityState>(state) : null,
        };
        var longTexts = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < longTexts.Length; i++)
        {
            longTexts[i] = reader.ReadString();
        }

        var plan = BodyPlan.Read(reader);
        return IndexEntry.Restore(row, bodies[..reader.Read7BitEncodedInt()], plan, longTexts);
    }
}
