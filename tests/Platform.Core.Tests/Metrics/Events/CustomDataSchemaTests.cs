using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Scaffolding.Schemas;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Metrics.Events;

/// <summary>The published schema and the code say the same of customData.</summary>
public sealed class CustomDataSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.Parse(JsonNode.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "functions/Platform.Functions/Metrics/delivery-custom-data.schema.json")))!);

    public static TheoryData<string, string, bool> Cases => new()
    {
        { "service.deployed", "{}", true },
        { "service.deployed", """{"component":"team-a/orders","commitSha":"0123456","anything":{"else":1}}""", true },
        { "service.deployed", """{"component":null,"commitSha":null,"result":null,"attempt":null,"planned":null}""", true },
        { "service.deployed", """{"environmentTier":"production","result":"in_progress","attempt":2,"planned":false}""", true },
        { "service.deployed", """{"occurredAt":"2030-01-01T00:00:00.5+02:00","actor":{"type":"bot"},"startedAt":null}""", true },
        { "service.deployed", """{"changeSets":[{"repoUrl":"https://x/y","commitSha":"0123456"},{}]}""", true },
        { "service.deployed", """{"component":"a/b/c"}""", false },
        { "service.deployed", """{"component":""}""", false },
        { "service.deployed", """{"commitSha":"HEAD"}""", false },
        { "service.deployed", """{"environmentTier":"prod"}""", false },
        { "service.deployed", """{"result":"maybe"}""", false },
        { "service.deployed", """{"attempt":0}""", false },
        { "service.deployed", """{"attempt":1.5}""", false },
        { "service.deployed", """{"planned":"no"}""", false },
        { "service.deployed", """{"startedAt":"noon"}""", false },
        { "service.deployed", """{"actor":"bot"}""", false },
        { "service.deployed", """{"actor":{"type":"robot"}}""", false },
        { "service.deployed", """{"changeSets":{}}""", false },
        { "service.deployed", """{"changeSets":[{"commitSha":"x"}]}""", false },
        { "service.deployed", """{"pipelineRunId":""}""", false },
        { "change.merged", """{"number":"7","labels":["a"],"flags":[],"draft":true,"title":"","headSha":"0123456"}""", true },
        { "change.merged", """{"labels":"a"}""", false },
        { "change.merged", """{"labels":[1]}""", false },
        { "change.merged", """{"draft":1}""", false },
        { "change.updated", """{"additions":10,"deletions":0}""", true },
        { "change.updated", """{"additions":-1}""", false },
        { "change.updated", """{"deletions":"many"}""", false },
        { "change.created", """{"commits":[{"sha":"0123456","parents":["0123457"],"files":["a"],"message":null}]}""", true },
        { "change.created", """{"commits":[{}]}""", false },
        { "change.created", """{"commits":[{"sha":"0123456","parents":["x"]}]}""", false },
        { "change.created", """{"commits":["0123456"]}""", false },
        { "incident.detected", """{"causeCommitSha":"0123456","causePipelineRunId":"1","changeRelated":false}""", true },
        { "incident.detected", """{"changeRelated":"no"}""", false },
        { "service.published", """{"percentage":50,"flag":"dark","changes":["7"]}""", true },
        { "service.published", """{"percentage":101}""", false },
        { "platform-request.opened", """{"kind":"access","channel":"chat","summary":"","parent":"7"}""", true },
        { "platform-request.opened", """{"kind":"wish"}""", false },
        { "platform-request.opened", """{"kind":"scaffold","template":"template:default/node"}""", true },
        { "platform-request.opened", """{"kind":"scaffold","template":"a/b/c"}""", false },
        { "platform-request.completed", """{"humanAction":null,"verification":"passed"}""", true },
        { "platform-request.completed", """{"humanAction":"no"}""", false },
        { "platform-request.completed", """{"verification":"green"}""", false },
        { "platform-request.cancelled", """{"ending":"expired"}""", true },
        { "platform-request.cancelled", """{"ending":"lost"}""", false },
        { "platform-docs.viewed", """{"page":"/start"}""", true },
        { "platform-docs.viewed", """{"page":""}""", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Schema_and_code_agree(string name, string custom, bool valid)
    {
        var form = name.StartsWith("platform-", StringComparison.Ordinal) ? "cdeventsx" : "cdevents";
        var message = new DeploymentEventBuilder().With("type", $"dev.{form}.{name}.0.3.0")
            .With("data.customData", JsonNode.Parse(custom));

        Assert.Equal(valid, Schema.Validate(JsonNode.Parse(custom)).Count == 0);
        Assert.Equal(valid, DeliveryEvents.Parse(message.Json()).IsOk);
    }

    [Fact]
    public void A_request_must_say_what_it_is_for()
    {
        var message = new DeploymentEventBuilder().With("type", "dev.cdeventsx.platform-request.opened.0.1.0");

        var problem = Assert.Single(DeliveryEvents.Parse(message.Json()).Problems);
        Assert.Equal(("field-missing", "data.customData.kind"), (problem.Code, problem.Field));
    }
}
