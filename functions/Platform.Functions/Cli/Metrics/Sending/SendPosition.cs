using System.Text.Json;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Metrics.Sending;

/// <summary>How many events of each file the platform has taken; kept in a file, replaced as a whole after each batch.</summary>
internal sealed class SendPosition
{
    private readonly string _file;
    private readonly Dictionary<string, int> _sent;

    private SendPosition(string file, Dictionary<string, int> sent) => (_file, _sent) = (file, sent);

    /// <exception cref="CommandException">The file is there, and is none that this command wrote.</exception>
    public static SendPosition Read(string file)
    {
        try
        {
            return new(file, File.Exists(file) ? PlatformJson.Deserialize<Dictionary<string, int>>(File.ReadAllText(file)) : []);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.EnvironmentAtFault, $"The file of --resume, '{file}', can't be read: {unreadable.Message}");
        }
    }

    /// <param name="identity">Of the file's content: of one that was changed nothing is known.</param>
    public int Of(string identity) => _sent.GetValueOrDefault(identity);

    public void Keep(string identity, int sent)
    {
        _sent[identity] = sent;
        var beside = $"{_file}.new";
        File.WriteAllText(beside, PlatformJson.Serialize(_sent));
        File.Move(beside, _file, overwrite: true);
    }
}
