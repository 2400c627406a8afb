namespace Platform.Functions.Cli;

/// <summary>Secrets that a command needs; never arguments themselves, as other users of a machine see those.</summary>
internal static class CommandSecrets
{
    /// <summary>The content of the file that an option names, or else an environment variable.</summary>
    /// <returns>Null when there is neither.</returns>
    /// <exception cref="CommandException">The file can't be read, or is empty.</exception>
    public static string? Read(CommandArguments arguments, string fileOption, string variable)
    {
        if (arguments.Text(fileOption) is not { } file)
        {
            return Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;
        }

        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } text
                ? text
                : throw new CommandException(ExitCode.Usage, $"The file of --{fileOption}, '{file}', is empty.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.EnvironmentAtFault, $"The file of --{fileOption}, '{file}', can't be read: {unreadable.Message}");
        }
    }
}
