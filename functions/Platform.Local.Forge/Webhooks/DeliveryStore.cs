using System.Collections.Concurrent;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Webhooks;

/// <summary>Deliveries by hook, on disk before they are sent, so that a killed forge sends them after its restart.</summary>
internal sealed class DeliveryStore
{
    private readonly ConcurrentDictionary<long, Delivery> _deliveries = new();
    // As long as GitHub lets deliveries be repeated.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private readonly string _folder;

    public DeliveryStore(ForgeStore store, TimeProvider time)
    {
        _folder = Path.Combine(store.Root, "deliveries");
        Directory.CreateDirectory(_folder);
        foreach (var file in Directory.EnumerateFiles(_folder, "*.json"))
        {
            var delivery = JsonFile.Read<Delivery>(file);
            if (delivery.DeliveredAt < time.GetUtcNow() - Kept)
            {
                File.Delete(file);
                continue;
            }

            _deliveries[delivery.Id] = delivery;
        }
    }

    public void Save(Delivery delivery)
    {
        JsonFile.Write(Path.Combine(_folder, FormattableString.Invariant($"{delivery.Id}.json")), delivery);
        _deliveries[delivery.Id] = delivery;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Delivery> Of(long hookId) =>
        [.. _deliveries.Values.Where(delivery => delivery.HookId == hookId).OrderByDescending(delivery => delivery.Id)];

    /// <summary>In the order of their events.</summary>
    public IReadOnlyList<Delivery> Of(string? owner, string? repository) =>
        [
            .. _deliveries
                .Values.Where(delivery =>
                    (owner is null || Part(delivery, 0).Equals(owner, StringComparison.OrdinalIgnoreCase))
                    && (repository is null || Part(delivery, 1).Equals(repository, StringComparison.OrdinalIgnoreCase)))
                .OrderBy(delivery => delivery.Id),
        ];

    public Delivery? Find(long hookId, long id) =>
        _deliveries.TryGetValue(id, out var found) && found.HookId == hookId ? found : null;

    public IReadOnlyList<Delivery> Pending() =>
        [.. _deliveries.Values.Where(delivery => delivery.StatusCode is null).OrderBy(delivery => delivery.Id)];

    private static string Part(Delivery delivery, int index) => delivery.Repository?.Split('/')[index] ?? "";
}
