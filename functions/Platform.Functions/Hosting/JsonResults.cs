using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Primitives;

namespace Platform.Functions.Hosting;

/// <summary>JSON answers with the platform's one set of options, whatever the host would use by itself.</summary>
internal static class JsonResults
{
    public static IActionResult Json<T>(T value, int status = StatusCodes.Status200OK) => new ContentResult
    {
        StatusCode = status,
        ContentType = "application/json; charset=utf-8",
        Content = PlatformJson.Serialize(value),
    };
}
