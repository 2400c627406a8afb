using System.Text;
using Platform.Core.Metrics;
using Platform.Core.Primitives;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics;

public sealed class DeploymentEventTests
{
    [Fact]
    public void A_deployment_event_tells_its_fact()
    {
        var fact = Parse(new DeploymentEventBuilder()).Value!;

        Assert.Equal(("run-1", "/ci/github/acme/orders", "component:default/orders"), (
            fact.Id, fact.Source, fact.Component.Canonical));
        Assert.Equal((DeploymentKind.Deployed, DeploymentResult.Success, "production"), (
            fact.Kind, fact.Result, fact.Environment));
        Assert.Equal(new DateOnly(2030, 1, 1), fact.Day);
    }

    [Theory]
    [InlineData("deployed", DeploymentKind.Deployed)]
    [InlineData("upgraded", DeploymentKind.Upgraded)]
    [InlineData("rolledback", DeploymentKind.RolledBack)]
    public void The_type_says_what_kind_of_deployment_it_was(string predicate, DeploymentKind kind) =>
        Assert.Equal(kind, Parse(new DeploymentEventBuilder().With(
            "type", $"dev.cdevents.service.{predicate}.0.4.0-draft")).Value!.Kind);

    [Fact]
    public void The_day_is_the_senders_instant_in_utc()
    {
        var fact = Parse(new DeploymentEventBuilder().With("data.context.timestamp", "2030-01-02T01:30:00+02:00")).Value!;

        Assert.Equal(new DateOnly(2030, 1, 1), fact.Day);
    }

    [Fact]
    public void The_same_instant_with_another_offset_is_the_same_fact() => Assert.Equal(
        PlatformJson.Serialize(Parse(new DeploymentEventBuilder().With("data.context.timestamp", "2030-01-01T12:00:00Z")).Value!),
        PlatformJson.Serialize(Parse(
            new DeploymentEventBuilder().With("data.context.timestamp", "2030-01-01T14:00:00+02:00")).Value!));

    [Theory]
    [InlineData("specversion", "0.3", FieldChecks.WrongFormat)]
    [InlineData("type", "dev.cdevents.build.finished.0.3.0", DeploymentEvent.UnknownType)]
    [InlineData("data.context.timestamp", "2030-01-01T12:00:00", FieldChecks.WrongFormat)]
    [InlineData("data.context.timestamp", "yesterday", FieldChecks.WrongFormat)]
    [InlineData("data.customData.component", "not a ref", FieldChecks.WrongFormat)]
    [InlineData("data.customData.result", "maybe", FieldChecks.WrongFormat)]
    [InlineData("data.customData.commitSha", "HEAD", FieldChecks.WrongFormat)]
    [InlineData("data.subject.content.environment.id", "", FieldChecks.WrongFormat)]
    [InlineData("id", null, FieldChecks.Missing)]
    [InlineData("source", null, FieldChecks.Missing)]
    [InlineData("data", null, FieldChecks.Missing)]
    [InlineData("data.customData", null, FieldChecks.Missing)]
    [InlineData("data.context", null, FieldChecks.Missing)]
    public void What_is_wrong_is_named(string field, string? value, string code) =>
        Assert.Contains((code, field), Parse(new DeploymentEventBuilder().With(field, value)).Problems.Select(
            p => (p.Code, p.Field)));

    [Fact]
    public void All_problems_are_reported_at_once() => Assert.Equal(
        ["data.context.timestamp", "data.customData.component", "type"],
        Parse(new DeploymentEventBuilder().With("type", 1).With("data.context.timestamp", null).With(
            "data.customData.component", ""))
            .Problems.Select(problem => problem.Field).Order());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":1,\"id\":2}")]
    public void What_is_not_an_object_is_refused(string text) =>
        Assert.Equal(DeploymentEvent.NotJson, DeploymentEvent.Parse(Encoding.UTF8.GetBytes(text)).Problems.Single().Code);

    private static Result<DeploymentFact> Parse(DeploymentEventBuilder message) => DeploymentEvent.Parse(message.Bytes());
}
