using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Discovery.Sweeps;

/// <summary>What a sweep is for: one organisation, or one repository.</summary>
/// <param name="Organization">The repository's owner when it is for one repository.</param>
/// <param name="Repository"><c>owner/name</c>, or null for the whole organisation.</param>
public sealed record SweepScope(string Organization, string? Repository = null)
{
    public bool Covers(RepositoryName name) => Repository is null || name == RepositoryName.Parse(Repository);

    public override string ToString() => Repository ?? Organization;
}

/// <summary>What a listing came to. It stands in the orchestration's history, so repositories are numbers here.</summary>
/// <param name="At">When listing began.</param>
/// <param name="Complete">False when a page failed: then what is missing proves nothing.</param>
/// <param name="Repositories">How many there are, as far as they were listed.</param>
/// <param name="Look">Those that may have changed since their descriptors were last known.</param>
/// <param name="Absent">How many were there before and are not listed now.</param>
public sealed record SweepPlan(
    SweepScope Scope,
    DateTimeOffset At,
    bool Complete,
    string? Reason,
    TimeSpan? RetryAfter,
    int Repositories,
    int Absent,
    IReadOnlyList<long> Look);

/// <summary>What is left to do when all repositories were looked at.</summary>
public sealed record SweepEnd(SweepPlan Plan, SweepChunk Total);

/// <summary>What a sweep of an organisation, or of a repository, came to.</summary>
/// <param name="WithDescriptor">Repositories that have one at least.</param>
/// <param name="Missing">Descriptors that this complete look did not find; the next one that doesn't removes them.</param>
public sealed record SweepReport(
    string Scope,
    bool Complete,
    string? Reason,
    int Repositories,
    int WithDescriptor,
    int WithoutDescriptor,
    int Archived,
    int Absent,
    int Missing,
    double Seconds,
    SweepChunk Found);
