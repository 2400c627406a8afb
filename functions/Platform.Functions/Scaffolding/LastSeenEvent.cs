using System.Globalization;
using Microsoft.AspNetCore.Http;
using Platform.Core.Primitives;

namespace Platform.Functions.Scaffolding;

/// <summary>The id of the last event that a follower has; 0 when it has none.</summary>
internal static class LastSeenEvent
{
    private const string Field = "after";

    public static Result<long> Of(HttpRequest request) => Parse(request.Query[Field]);

    /// <summary>A browser that reconnects sends what it had last; that is newer than the address it was given at first.</summary>
    public static Result<long> OfReconnecting(HttpRequest request) =>
        request.Headers.TryGetValue("Last-Event-ID", out var last) ? Parse(last) : Of(request);

    private static Result<long> Parse(string? text) =>
        string.IsNullOrEmpty(text) ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : new Problem("after-invalid", $"'{text}' is no event id.", Field, text, "a whole number, the id of the last event seen");
}
