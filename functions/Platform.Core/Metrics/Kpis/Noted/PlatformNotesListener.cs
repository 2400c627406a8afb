using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;

namespace Platform.Core.Metrics.Kpis.Noted;

/// <summary>Notes what the platform's figures are made of, and who shows signs of life.</summary>
public sealed class PlatformNotesListener(IPlatformNotes notes, ISignsOfLife signs, TimeProvider clock) : IDeliveryListener
{
    public async Task OnHeardAsync(HeardEvent heard, CancellationToken cancellationToken)
    {
        var told = heard.Told;

        // By our clock: old events that are brought in later are a sign that somebody sends now.
        await signs.SawAsync(SignKind.Source, told.Source, clock.GetUtcNow(), cancellationToken);
        if (PlatformNote.KindOf(told.Notice) is not null)
        {
            await notes.AddAsync(new(told.Source, told.Id, told.SubjectId, told.At, told.Notice), cancellationToken);
            return;
        }

        if (ComponentOf(told.Notice) is { } component)
        {
            await signs.SawAsync(SignKind.Component, component, told.At, cancellationToken);
        }

        if (RepositoryOf(told.Notice) is { Length: > 0 } repository)
        {
            await signs.SawAsync(SignKind.Repository, repository, told.At, cancellationToken);
        }
    }

    private static string? ComponentOf(Notice notice) => notice switch
    {
        DeploymentNotice { State: DeploymentState.Success } one => one.Component?.Canonical,
        ChangeNotice one => one.Component?.Canonical,
        _ => null,
    };

    private static string? RepositoryOf(Notice notice) => notice switch
    {
        ChangeNotice one => one.Repository,
        CommitsNotice one => one.Repository,
        _ => null,
    };
}
