namespace Platform.Core.Drift.Collection;

public interface IDriftWorlds
{
    /// <summary>Read once for a sweep and process, and shared by all who judge for it.</summary>
    Task<DriftWorld> GetAsync(
        string sweep, IReadOnlyList<string> organizations, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Lets go of what was read for a sweep.</summary>
    void Forget(string sweep);
}
