namespace Platform.Core.Catalog.Claims;

/// <summary>
/// Who holds an entity. The first source that describes it keeps it; when it lets go, the next claimant has it in the same
/// moment, and only when there is none the entity is removed. What is older than what is known changes nothing, so messages may
/// come twice and in any order.
/// </summary>
public static class ClaimRules
{
    public static EntityOutcome Apply(EntityState? before, EntityChange change)
    {
        var state = before ?? EntityState.Nothing(change.Ref);
        var nothing = state;
        var effects = new List<ClaimEffect>(change.Steps.Count);
        foreach (var step in change.Steps)
        {
            (state, var effect) = step switch
            {
                Describe describe => Describing.Apply(state, describe),
                Release release => Releasing.Apply(state, release),
                Fail fail => Mark(state, fail, state.Failure == fail.Message ? state : state with { Failure = fail.Message }),
                Orphan orphan => Mark(
                    state, orphan,
                    state.IsOrphaned == orphan.IsOrphaned ? state : state with { IsOrphaned = orphan.IsOrphaned }),
                Restore restore => Bring(state, restore),
                _ => throw new InvalidOperationException($"Nothing is known of {step.GetType().Name}."),
            };
            effects.Add(effect);
        }

        // Nothing before and nothing now is no change either.
        return new(change, before is null && ReferenceEquals(state, nothing) ? state : before, state, effects);
    }

    internal static bool WasReleasedAfter(this EntityState state, string source, DateTimeOffset at) =>
        state.Released.Any(released => released.Source == source && released.At > at);

    /// <summary>Only the holder's own source marks an entity.</summary>
    private static (EntityState, ClaimEffect) Mark(EntityState state, ClaimChange change, EntityState marked) =>
        state.IsThere && state.Holder!.Source == change.Source && state.Holder.At <= change.At && !ReferenceEquals(state, marked)
            ? (marked, ClaimEffect.Stored)
            : (state, ClaimEffect.None);

    private static (EntityState, ClaimEffect) Bring(EntityState state, Restore restore) =>
        state.IsThere || state.Holder is null
            ? (state, ClaimEffect.None)
            : (state with
            {
                Removal = null,
                IsRestored = true,
                Holder = state.Holder with { At = restore.At },
            }, ClaimEffect.Stored);
}
