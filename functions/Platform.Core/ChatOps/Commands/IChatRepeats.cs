namespace Platform.Core.ChatOps.Commands;

/// <summary>
/// Knows commands that were typed again. Who saw no answer types again, and that is a new command to the chat system.
/// </summary>
public interface IChatRepeats
{
    /// <param name="meaning">The same for commands that mean the same, of one person.</param>
    /// <returns>The id of the first command of that meaning within the last minute; the given one when there is none.</returns>
    Task<string> FirstAsync(string meaning, string commandId, DateTimeOffset at, CancellationToken cancellationToken);
}
