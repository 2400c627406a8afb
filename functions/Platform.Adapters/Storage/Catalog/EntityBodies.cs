using System.Text;
using Azure.Data.Tables;
using Platform.Core.Catalog.Claims;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>Makes rows of states, and puts what a row has no room for into blobs first.</summary>
internal sealed class EntityBodies(ContentContainer bodies)
{
    /// <summary>
    /// Bytes bound the characters: no text is longer than its UTF-8 form, and a property holds 32 Ki characters.
    /// </summary>
    public const int LargestInline = 32 * 1024;

    private const int LongestClaims = 30_000;

    /// <param name="keepsBody">The stored row has the holder's body.</param>
    public async Task<TableEntity> ToRowAsync(
        EntityState state, string partition, bool keepsBody, CancellationToken cancellationToken)
    {
        if (state.Holder is { } holder && !keepsBody)
        {
            state = state with { Holder = await PlaceAsync(holder, cancellationToken) };
        }

        var row = EntityRow.From(state, partition, keepsBody);
        if (state.Others.Count > 0 || keepsBody)
        {
            await SetClaimsAsync(row, state.Others, cancellationToken);
        }

        return row;
    }

    public static bool FitsInline(string json) =>
        json.Length <= LargestInline && Encoding.UTF8.GetByteCount(json) <= LargestInline;

    /// <summary>
    /// The holder's body is in the row if it has room there; that of a claimant is not, until it becomes the holder.
    /// </summary>
    private async Task<EntityClaim> PlaceAsync(EntityClaim holder, CancellationToken cancellationToken)
    {
        if (holder.Content is { Address: { } address })
        {
            var json = Encoding.UTF8.GetString((await bodies.GetAsync(address, cancellationToken)).Span);
            return FitsInline(json) ? holder with { Content = holder.Content with { Json = json, Address = null } } : holder;
        }

        return FitsInline(holder.Content.Json!) ? holder : await MoveAsync(holder, holder.Content.Json!, cancellationToken);
    }

    private async Task SetClaimsAsync(TableEntity row, IReadOnlyList<EntityClaim> others, CancellationToken cancellationToken)
    {
        if (others.Count == 0)
        {
            EntityRow.SetClaims(row, null, null);
            return;
        }

        var kept = new List<EntityClaim>();
        foreach (var claim in others)
        {
            kept.Add(claim.Content is { Address: null, Json: { } json }
                ? await MoveAsync(claim, json, cancellationToken)
                : claim);
        }

        var text = PlatformJson.Serialize<IReadOnlyList<EntityClaim>>(kept);
        var address = text.Length > LongestClaims
            ? await bodies.PutAsync(Encoding.UTF8.GetBytes(text), cancellationToken)
            : null;
        EntityRow.SetClaims(row, address is null ? text : null, address);
    }

    private async Task<EntityClaim> MoveAsync(EntityClaim claim, string json, CancellationToken cancellationToken) =>
        claim with
        {
            Content = claim.Content with
            {
                Json = null,
                Address = await bodies.PutAsync(Encoding.UTF8.GetBytes(json), cancellationToken),
            },
        };
}
