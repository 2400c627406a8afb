using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Primitives;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

/// <summary>What events of deliveries, golden-path.yaml and reports look like, as JSON Schema.</summary>
[AllowAnonymousAccess]
public sealed class SchemasFunction
{
    public const string Name = "SchemasGet";

    private const string Unknown = "schema-unknown";

    // Embedded under their own names.
    private static readonly FrozenDictionary<string, string> Schemas =
        new[]
        {
            "delivery-custom-data.schema.json", "delivery-events.schema.json", "drift-report.schema.json",
            "golden-path.schema.json",
        }
            .ToFrozenDictionary(name => name, Read, StringComparer.Ordinal);

    [Function(Name)]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "schemas/{name}")] HttpRequest request, string name) =>
        Schemas.TryGetValue(name, out var schema)
            ? new ContentResult { ContentType = "application/json; charset=utf-8", Content = schema }
            : ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                Unknown, "There is no such schema.", "name", name,
                string.Join(", ", Schemas.Keys.Order(StringComparer.Ordinal))));

    private static string Read(string name)
    {
        using var content = new StreamReader(typeof(SchemasFunction).Assembly.GetManifestResourceStream(name)!);
        return content.ReadToEnd();
    }
}
