using System.Globalization;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// The journal's rows. One partition, because a batch can't span two: 14 writes per orchestration of five activities (six
/// turns, status and history, six deletes) against the 2,000/s of a partition allow 140 of them a second on a real account.
/// Beyond one machine the answer is the Azure flavour, so there is no second shard.
/// </summary>
internal static class JournalKeys
{
    public const string Partition = "0";
    public const string Epoch = "e";

    /// <summary>What follows every <c>i</c> row.</summary>
    public const string InstancesEnd = "j";

    /// <summary>What follows every <c>l</c> row.</summary>
    public const string TurnsEnd = "m";

    public const string InstancesStart = "i";
    public const string TurnsStart = "l";

    public static string Instance(string instanceId) => InstancesStart + instanceId;

    public static string History(string instanceId) => "h" + instanceId;

    public static string InstanceId(string rowKey) => rowKey[InstancesStart.Length..];

    public static string Turn(long lsn) => string.Create(CultureInfo.InvariantCulture, $"{TurnsStart}{lsn:D19}");

    public static long Lsn(string rowKey) => long.Parse(rowKey.AsSpan(TurnsStart.Length), CultureInfo.InvariantCulture);
}
