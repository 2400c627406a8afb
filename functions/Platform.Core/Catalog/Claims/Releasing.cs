namespace Platform.Core.Catalog.Claims;

/// <summary>What becomes of an entity that a source lets go.</summary>
internal static class Releasing
{
    public static (EntityState State, ClaimEffect Effect) Apply(EntityState state, Release release)
    {
        var holds = state.IsThere && state.Holder!.Source == release.Source;
        var claim = holds ? state.Holder : state.Others.FirstOrDefault(other => other.Source == release.Source);
        if (claim is null)
        {
            // Nothing to let go, but a message that is under way must not bring it later.
            return (release.IsFence ? Remember(state, release) : state, ClaimEffect.None);
        }

        if (claim.At > release.At)
        {
            return (state, ClaimEffect.Superseded);
        }

        var remembered = Remember(state, release);
        return !holds ? (remembered with { Others = Without(state, claim) }, ClaimEffect.Stored)
            : state.Others is [var next, ..]
                ? (new(state.Ref, next, Without(state, next), remembered.Released), ClaimEffect.Transferred)
                : (remembered with
                {
                    Removal = new(release.Reason, release.By, release.At),
                    IsOrphaned = false,
                    Failure = null,
                    IsRestored = false,
                }, ClaimEffect.Removed);
    }

    private static IReadOnlyList<EntityClaim> Without(EntityState state, EntityClaim claim) =>
        [.. state.Others.Where(other => other.Source != claim.Source)];

    private static EntityState Remember(EntityState state, Release release) =>
        state.Released.Any(known => known.Source == release.Source && known.At >= release.At)
            ? state
            : state with
            {
                Released =
                [
                    .. state.Released.Where(known => known.Source != release.Source)
                        .TakeLast(EntityState.MostReleased - 1),
                    new(release.Source, release.At),
                ],
            };
}
