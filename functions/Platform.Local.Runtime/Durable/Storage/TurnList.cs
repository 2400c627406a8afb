using System.Text.Json;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>Turns as one JSON array, made of their serialised bodies.</summary>
internal static class TurnList
{
    public static byte[] Join(IReadOnlyCollection<byte[]> turns)
    {
        using var list = new MemoryStream(turns.Sum(turn => turn.Length + 1) + 2);
        list.WriteByte((byte)'[');
        foreach (var turn in turns)
        {
            if (list.Length > 1)
            {
                list.WriteByte((byte)',');
            }

            list.Write(turn);
        }

        list.WriteByte((byte)']');
        return list.ToArray();
    }

    public static IReadOnlyList<Turn> Parse(ReadOnlySpan<byte> list) =>
        JsonSerializer.Deserialize(list, HistoryJson.Default.ListTurn) ?? [];
}
