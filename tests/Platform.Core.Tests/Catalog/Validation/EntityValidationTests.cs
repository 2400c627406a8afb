using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;
using Platform.Core.Catalog.Validation.Kinds;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Validation;

public sealed class EntityValidationTests
{
    [Fact]
    public void A_plain_component_is_valid_and_known_by_its_reference() =>
        Assert.Equal("component:default/orders", EntityValidation.Validate(new EntityBuilder().Document()).Value!.Canonical);

    [Theory]
    [InlineData("apiVersion", "")]
    [InlineData("apiVersion", "a/b/c")]
    [InlineData("apiVersion", "-bad.domain/v1")]
    [InlineData("kind", "9lives")]
    [InlineData("metadata.name", "")]
    [InlineData("metadata.name", "-orders")]
    [InlineData("metadata.name", "orders service")]
    [InlineData("metadata.namespace", "a_b")]
    [InlineData("metadata.title", "")]
    [InlineData("spec.owner", "")]
    public void A_text_of_the_wrong_format_is_named(string field, string value)
    {
        var problem = Problems(new EntityBuilder().With(field, value)).Single(problem => problem.Field == field);

        Assert.Equal(FieldChecks.WrongFormat, problem.Code);
        Assert.Equal(value, problem.Value!.GetValue<string>());
        Assert.NotNull(problem.Expected);
        Assert.NotNull(problem.Place);
    }

    [Theory]
    [InlineData("apiVersion")]
    [InlineData("kind")]
    [InlineData("metadata")]
    [InlineData("metadata.name")]
    [InlineData("spec")]
    [InlineData("spec.lifecycle")]
    public void A_missing_field_is_named(string field)
    {
        var problem = Problems(new EntityBuilder().With(field, null)).Single();

        Assert.Equal((FieldChecks.Missing, field), (problem.Code, problem.Field));
    }

    [Theory]
    [InlineData("metadata.annotations")]
    [InlineData("metadata.tags")]
    [InlineData("metadata.links")]
    [InlineData("spec.dependsOn")]
    [InlineData("spec.type")]
    [InlineData("metadata.name")]
    public void A_field_of_the_wrong_type_is_named(string field) =>
        Assert.Equal((FieldChecks.WrongType, field), Assert.Single(
            Problems(new EntityBuilder().With(field, 1)).Select(problem => (problem.Code, problem.Field))));

    [Fact]
    public void An_annotation_that_is_not_a_string_is_refused() =>
        Assert.Equal(FieldChecks.WrongType, Problems(
            new EntityBuilder().With("metadata.annotations.enabled", true)).Single().Code);

    [Fact]
    public void A_key_outside_the_envelope_is_refused() =>
        Assert.Equal(FieldChecks.Unknown, Problems(new EntityBuilder().With("metdata", "typo")).Single().Code);

    [Theory]
    [InlineData("relations")]
    [InlineData("status")]
    public void What_only_the_catalog_may_say_is_refused_in_a_descriptor(string field) =>
        Assert.Equal((FieldChecks.Unknown, field), Problems(new EntityBuilder().With(field, new JsonObject())).Select(
            problem => (problem.Code, problem.Field)).Single());

    [Theory]
    [InlineData("metadata.name")]
    [InlineData("metadata.namespace")]
    [InlineData("kind")]
    public void A_placeholder_can_not_stand_where_the_envelope_must_be_readable(string field) =>
        Assert.Contains(FieldChecks.WrongType, Problems(
            new EntityBuilder().With(field, new JsonObject { ["$text"] = "./x" })).Select(problem => problem.Code));

    [Theory]
    [InlineData("metadata.description")]
    [InlineData("metadata.tags")]
    [InlineData("metadata.annotations")]
    [InlineData("spec")]
    [InlineData("spec.dependsOn")]
    public void A_placeholder_may_stand_anywhere_else(string field) =>
        Assert.Empty(Problems(new EntityBuilder().With(field, new JsonObject { ["$yaml"] = "./x" })));

    [Fact]
    public void An_object_with_a_key_of_its_own_is_no_placeholder() =>
        Assert.Equal("spec.owner", Problems(
            new EntityBuilder().With("spec.owner", new JsonObject { ["$ref"] = "./x" })).Single().Field);

    [Fact]
    public void A_kind_that_nobody_knows_is_refused() =>
        Assert.Equal(KindRules.UnknownKind, Problems(new EntityBuilder().With("kind", "Product")).Single().Code);

    [Fact]
    public void A_document_that_is_not_an_object_is_refused()
    {
        var document = new EntityBuilder().Document() with { Root = JsonValue.Create("text") };

        Assert.Equal(EntityValidation.NotAnObject, EntityValidation.Validate(document).Problems.Single().Code);
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var entity = new EntityBuilder().With("metadata.name", "a b").With(
            "metadata.tags", new JsonArray("Bad", "good")).With("spec.owner", null);

        Assert.Equal(["metadata.name", "metadata.tags[0]", "spec.owner"], Problems(entity).Select(
            problem => problem.Field).Order());
    }

    [Fact]
    public void A_placeholder_stands_for_a_value_that_comes_later()
    {
        var api = new EntityBuilder().With("kind", "API").With(
            "spec.definition", new JsonObject { ["$text"] = "./openapi.yaml" });

        Assert.Empty(Problems(api));
    }

    [Theory]
    [InlineData("https://example.com/x", true)]
    [InlineData("example", false)]
    public void Links_need_an_absolute_url(string url, bool valid) =>
        Assert.Equal(valid, Problems(new EntityBuilder().With(
            "metadata.links", new JsonArray(new JsonObject { ["url"] = url, ["title"] = "x" }))).Count == 0);

    private static IReadOnlyList<Problem> Problems(EntityBuilder entity) => EntityValidation.Validate(entity.Document()).Problems;
}
