using Platform.Core.Catalog.People;

namespace Platform.Functions.Catalog.People;

/// <summary>What a sweep was started with; a changed setting concerns the next one.</summary>
/// <param name="Trigger"><c>timer</c>, or who asked.</param>
/// <param name="Origins">The directories.</param>
/// <param name="ShortestWait">Before a listing that broke off is tried again.</param>
/// <param name="LongestWait">For one directory, all in all.</param>
public sealed record PeopleSweepInput(
    string Trigger, IReadOnlyList<string> Origins, TimeSpan ShortestWait, TimeSpan LongestWait);

public sealed record PeopleSweepCall(string Origin, string Trigger);

/// <summary>The custom status of the instance, and what it gives in the end.</summary>
/// <param name="Waiting">Directories that want to be left alone for a while.</param>
public sealed record PeopleSweepStatus(
    int Directories, IReadOnlyList<string> Waiting, IReadOnlyList<PeopleReport> Reports);
