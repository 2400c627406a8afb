using System.Collections.Concurrent;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Noted;

namespace Platform.TestKit.Metrics;

/// <summary>Notes, signs of life and censuses in memory.</summary>
public sealed class MemoryPlatform : IPlatformNotes, ISignsOfLife, ICensusStore
{
    private readonly ConcurrentDictionary<(string Source, string Id), PlatformNote> _notes = new();
    private readonly ConcurrentDictionary<(SignKind Kind, string Name), SignOfLife> _signs = new();
    private readonly ConcurrentDictionary<DateOnly, PlatformCensus> _censuses = new();

    public Task AddAsync(PlatformNote note, CancellationToken cancellationToken)
    {
        _notes[(note.Source, note.Id)] = note;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PlatformNote>> ListAsync(
        NoteKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PlatformNote>>([.. _notes.Values.Where(note => note.Kind == kind
            && DateOnly.FromDateTime(note.At.UtcDateTime) is var day && day >= from && day <= to)]);

    public Task SawAsync(SignKind kind, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _signs.AddOrUpdate((kind, name), _ => new SignOfLife(name, at, []).With(at), (_, known) => known.With(at));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SignOfLife>> ListAsync(SignKind kind, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SignOfLife>>([.. _signs.Where(sign => sign.Key.Kind == kind).Select(sign => sign.Value)]);

    public Task SaveAsync(PlatformCensus census, CancellationToken cancellationToken)
    {
        _censuses[census.Day] = census;
        return Task.CompletedTask;
    }

    public Task<PlatformCensus?> LastAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        Task.FromResult(_censuses.Values.Where(census => census.Day >= from && census.Day <= to).MaxBy(census => census.Day));
}
