using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Cli.Demo;

/// <summary>Shows a person what happens, on stderr.</summary>
internal interface IDemoScreen : IProgress<string>
{
    /// <summary>Shows the events as they come.</summary>
    /// <returns>All of them.</returns>
    Task<IReadOnlyList<TaskEvent>> FollowAsync(IAsyncEnumerable<TaskEvent> events, CancellationToken cancellationToken);
}
