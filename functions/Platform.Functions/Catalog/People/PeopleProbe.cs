using Platform.Core.Catalog.People;
using Platform.Core.Health;

namespace Platform.Functions.Catalog.People;

/// <summary>Looks at what the last sweeps of the directories left; it asks no directory itself.</summary>
public sealed class PeopleProbe(PeopleDirectories directories, IPeopleStates states, TimeProvider clock) : IProbe
{
    /// <summary>Tokens of delta queries live for seven days; before that somebody should know.</summary>
    private static readonly TimeSpan Old = TimeSpan.FromDays(2);

    public static Finding Explain(Exception failure) => Finding.Failed(
        $"What is known of the directories of people can't be read: {failure.GetType().Name}.",
        "Mend the storage, and the settings that begin with People.");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (directories.All.Count == 0)
        {
            return Finding.Fine("No directory of people is set up; Users and Groups come from descriptors alone.");
        }

        var (users, groups) = (0, 0);
        foreach (var directory in directories.All)
        {
            var (state, _) = await states.FindAsync(directory.Origin, cancellationToken);
            if (Doubt(state) is { } doubt)
            {
                return doubt;
            }

            users += state.Users.Count;
            groups += state.Groups.Count;
        }

        return Finding.Fine($"{users} people and {groups} groups are known of {directories.All.Count} directories.");
    }

    private Finding? Doubt(PeopleState state) => state switch
    {
        { Failure: not null } => Finding.Warning(
            $"The last sweep of {state.Origin} broke off; nobody was removed.", "GET catalog/people says why; mend that."),
        { CompletedAt: null } => Finding.Warning(
            $"{state.Origin} was never looked through.", "Wait for the schedule, or POST catalog/people/sweep."),
        { CompletedAt: { } at } when clock.GetUtcNow() - at > Old => Finding.Warning(
            $"{state.Origin} was last looked through more than two days ago.",
            "Look whether timers run; POST catalog/people/sweep starts a sweep."),
        _ => null,
    };
}
