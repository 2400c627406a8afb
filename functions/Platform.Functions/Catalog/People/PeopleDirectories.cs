using Platform.Core.Catalog.People;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.People;

/// <summary>All directories that the settings name.</summary>
public sealed class PeopleDirectories(IEnumerable<IPeopleDirectories> kinds)
{
    public const string Unknown = "people-directory-not-configured";

    public IReadOnlyList<IPeopleDirectory> All { get; } = [.. kinds.SelectMany(kind => kind.Configured)];

    public IPeopleDirectory? Find(string origin) => All.FirstOrDefault(directory => directory.Origin == origin);

    /// <summary>For a sweep that was begun before the settings changed.</summary>
    public static PeopleReport NotConfigured(string origin) => new(origin, Complete: true, 0, 0, 0, 0, 0, 0, 0, 0)
    {
        Problems = [new Problem(Unknown, $"{origin} is not among the settings any more; nothing is changed.", Value: origin)],
        ProblemCount = 1,
    };
}
