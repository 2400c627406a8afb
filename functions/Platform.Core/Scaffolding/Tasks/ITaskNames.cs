namespace Platform.Core.Scaffolding.Tasks;

/// <summary>
/// Tasks by the name of what they make, for people who don't remember ids. Written before the task itself, so a name may stand
/// for a task that was never made.
/// </summary>
public interface ITaskNames
{
    /// <summary>Adding again is harmless; a name that no entity could have is left out.</summary>
    Task AddAsync(string name, TaskId task, CancellationToken cancellationToken);

    /// <summary>At most 100, in no particular order; case does not count.</summary>
    Task<IReadOnlyList<TaskId>> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names that look like it, as <see cref="Primitives.NearestWords"/> has it.</summary>
    Task<IReadOnlyList<string>> NearestAsync(string name, CancellationToken cancellationToken);
}
