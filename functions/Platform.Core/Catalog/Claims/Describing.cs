namespace Platform.Core.Catalog.Claims;

/// <summary>What becomes of an entity that a source describes.</summary>
internal static class Describing
{
    public static (EntityState State, ClaimEffect Effect) Apply(EntityState state, Describe said)
    {
        if (state.WasReleasedAfter(said.Source, said.At))
        {
            return (state, ClaimEffect.Superseded);
        }

        return !state.IsThere ? Take(state, said)
            : state.Holder!.Source == said.Source ? Renew(state, said)
            : state.IsRestored ? (Held(state, said, said.At), ClaimEffect.Transferred)
            : Claim(state, said);
    }

    private static (EntityState, ClaimEffect) Take(EntityState state, Describe said)
    {
        var isOthers = state.Holder is { } last && last.Source != said.Source;
        return (Held(state, said, said.At), isOthers ? ClaimEffect.Transferred : ClaimEffect.Stored);
    }

    private static (EntityState, ClaimEffect) Renew(EntityState state, Describe said)
    {
        var holder = state.Holder!;
        var isSame = holder.Content.Etag == said.Content.Etag;
        if (holder.At > said.At)
        {
            return (state, isSame ? ClaimEffect.None : ClaimEffect.Superseded);
        }

        var isMarked = state.Failure is not null || state.IsRestored;
        return isSame && !isMarked && !(said.IsFence && holder.At < said.At)
            ? (state, ClaimEffect.None)
            : (Held(state, said, holder.Since) with { IsOrphaned = state.IsOrphaned }, ClaimEffect.Stored);
    }

    private static (EntityState, ClaimEffect) Claim(EntityState state, Describe said)
    {
        var known = state.Others.FirstOrDefault(claim => claim.Source == said.Source);
        if (known is not null && known.At > said.At)
        {
            return (state, ClaimEffect.Superseded);
        }

        var isSame = known is not null && known.Content.Etag == said.Content.Etag && !(said.IsFence && known.At < said.At);
        if (isSame)
        {
            return (state, ClaimEffect.Claimed);
        }

        var claim = new EntityClaim(said.Source, said.Location, known?.Since ?? said.At, said.At, said.Content);
        IReadOnlyList<EntityClaim> others =
        [
            .. state.Others.Where(other => other.Source != said.Source).Append(claim)
                .OrderBy(other => other.Since).ThenBy(other => other.Source, StringComparer.Ordinal),
        ];
        return (state with { Others = others }, ClaimEffect.Claimed);
    }

    private static EntityState Held(EntityState state, Describe said, DateTimeOffset since) =>
        new(
            state.Ref,
            new EntityClaim(said.Source, said.Location, since, said.At, said.Content),
            [.. state.Others.Where(other => other.Source != said.Source)],
            state.Released);
}
