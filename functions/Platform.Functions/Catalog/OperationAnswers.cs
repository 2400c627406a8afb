using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog.Locations;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Says by a header which operation to ask for: bodies are Backstage's.</summary>
internal static class OperationAnswers
{
    public const string Header = "Platform-Catalog-Operation";

    public static void Name(HttpRequest request, CatalogOperation operation) =>
        request.HttpContext.Response.Headers[Header] = operation.Id;

    public static IActionResult Answer<T>(HttpRequest request, int status, T answer, CatalogOperation? operation)
    {
        if (operation is not null)
        {
            Name(request, operation);
        }

        return JsonResults.Json(answer, status);
    }
}
