using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Platform.Local.Runtime.Hosting.Invocation;

/// <summary>
/// The JSON of parameters, results and Durable payloads: one set of options, as in the real worker, which an app changes by
/// <c>Configure&lt;JsonSerializerOptions&gt;</c>.
/// </summary>
internal static class WorkerJson
{
    /// <summary>The real worker's default; names without regard to case, for the host's own JSON too.</summary>
    public static void AddDefaultsTo(IServiceCollection services) =>
        services.Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true);

    public static JsonSerializerOptions OptionsOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;

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
