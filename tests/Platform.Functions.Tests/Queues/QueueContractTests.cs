using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Scaffolding.Schemas;
using Platform.TestKit.Catalog;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Queues;

/// <summary>Pipelines are written against the published schemas, so those must say what the code does.</summary>
public sealed class QueueContractTests
{
    private const string CatalogIngest = "Catalog/catalog-ingest.schema.json";
    private const string CatalogRefresh = "Catalog/catalog-refresh.schema.json";
    private const string ChatCommands = "ChatOps/chat-commands.schema.json";
    private const string DeliveryEvents = "Metrics/delivery-events.schema.json";

    public static TheoryData<string, string, bool> Messages => new(
        CatalogIngestExamples.Accepted.Select(text => (CatalogIngest, text, true))
            .Concat(CatalogIngestExamples.Refused.Select(text => (CatalogIngest, text, false)))
            .Concat(CatalogRefreshExamples.Accepted.Select(text => (CatalogRefresh, text, true)))
            .Concat(CatalogRefreshExamples.Refused.Select(text => (CatalogRefresh, text, false)))
            .Concat(DeploymentEventExamples.Accepted.Select(json => (DeliveryEvents, json.ToJsonString(), true)))
            .Concat(DeploymentEventExamples.Refused.Select(json => (DeliveryEvents, json.ToJsonString(), false)))
            .Concat(ChatCommandExamples.Accepted.Select(text => (ChatCommands, text, true)))
            .Concat(ChatCommandExamples.Refused.Select(text => (ChatCommands, text, false))));

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_schema_and_the_code_agree_on_a_message(string schema, string message, bool accepted)
    {
        Assert.Equal(accepted, IsAcceptedByCode(schema, message));
        Assert.Equal(accepted, Read(schema).Validate(JsonNode.Parse(message)).Count == 0);
    }

    private static bool IsAcceptedByCode(string schema, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        return schema switch
        {
            CatalogIngest => CatalogIngestMessage.Parse(bytes).IsOk,
            CatalogRefresh => RefreshMessage.Parse(bytes).IsOk,
            ChatCommands => ChatCommandMessage.Parse(bytes).IsOk,
            _ => Core.Metrics.Events.DeliveryEvents.Parse(bytes).IsOk,
        };
    }

    private static JsonSchema Read(string schema)
    {
        var read = Json(schema);
        if (schema == DeliveryEvents)
        {
            // What it refers to is published beside it; its definitions are for the whole document.
            var custom = Json("Metrics/delivery-custom-data.schema.json");
            read["definitions"] = custom["definitions"]!.DeepClone();
            read["properties"]!["data"]!["properties"]!["customData"] = custom;
        }

        return JsonSchema.Parse(read);
    }

    private static JsonNode Json(string schema) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "functions/Platform.Functions", schema)))!;
}
