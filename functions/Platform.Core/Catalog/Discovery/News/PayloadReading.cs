using System.Text.Json.Nodes;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>Fields of webhook payloads; what is of another type is as if it were not there.</summary>
internal static class PayloadReading
{
    public static string? Text(this JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool IsTrue(this JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static long? Number(this JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static JsonObject? Object(this JsonObject? parent, string name) => parent?[name] as JsonObject;

    public static Uri? Url(this JsonObject? parent, string name) =>
        Uri.TryCreate(parent.Text(name), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}
