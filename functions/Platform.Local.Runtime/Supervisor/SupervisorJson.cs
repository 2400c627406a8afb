using System.Text.Json;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>The supervisor's small files: written whole or not at all, readable by their owner only.</summary>
internal static class SupervisorJson
{
    public static JsonSerializerOptions Options { get; } = JsonSerializerOptions.Web;

    public static void Write<T>(string path, T value)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, value, Options);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Null when the file is not there, or is not what it should be: then it says nothing.</summary>
    public static T? TryRead<T>(string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }
}
