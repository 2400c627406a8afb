using System.Text.Json;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>How the real worker reads JSON into a parameter by default.</summary>
internal static class WorkerJson
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNameCaseInsensitive = true };

    public static object? Read(string parameter, ReadOnlySpan<byte> json, Type type, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, options);
        }
        catch (JsonException unreadable)
        {
            throw new ArgumentBindingException(
                $"Parameter '{parameter}' can't be read as {type.Name}: the JSON breaks at line {unreadable.LineNumber + 1}, "
                + $"byte {unreadable.BytePositionInLine + 1} ({unreadable.Path}).",
                unreadable);
        }
    }
}
