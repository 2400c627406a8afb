using System.Text.Json.Nodes;
using Platform.Core.Metrics.Surveys;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Metrics.Surveys;

public sealed class SurveyDefinitionParserTests
{
    private static readonly JsonSchema Schema = JsonSchema.Parse(JsonNode.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "functions/Platform.Functions/Metrics/Surveys/surveys.schema.json")))!);

    [Fact]
    public void A_definition_says_what_is_asked_of_whom_and_when()
    {
        var parsed = SurveyDefinitionParser.Parse(SurveyWorld.Definition(opens: "2030-01-14T09:00:00Z", every: "P91D"));

        var definition = Assert.IsType<SurveyDefinition>(parsed.Value);
        Assert.Equal("group:default/engineering", definition.Audience[0].Canonical);
        Assert.Equal((TimeSpan.FromDays(7), TimeSpan.FromDays(91)), (definition.Period.OpenFor, definition.Period.Every));
        Assert.Equal(
            [QuestionKind.Likert5, QuestionKind.Enps, QuestionKind.Choice, QuestionKind.Text],
            definition.Questions.Select(question => question.Kind));
        Assert.Equal(QuestionMeasure.Satisfaction, definition.Questions[0].Measures);
    }

    [Fact]
    public void A_definition_is_the_same_when_it_was_stored_and_read_again()
    {
        var definition = SurveyDefinitionParser.Parse(SurveyWorld.Definition(every: "P91D")).Value!;
        var text = PlatformJson.Serialize(definition);

        Assert.Equal(text, PlatformJson.Serialize(PlatformJson.Deserialize<SurveyDefinition>(text)));
    }

    [Theory]
    [InlineData("id", "\"Pulse 1\"", "id")]
    [InlineData("title", "\"\"", "title")]
    [InlineData("title", "\"two\\nlines\"", "title")]
    [InlineData("audience", "[]", "audience")]
    [InlineData("audience", "[\"user:default/ann\"]", "audience[0]")]
    [InlineData("audience", "\"engineering\"", "audience")]
    [InlineData("floor", "2", "floor")]
    [InlineData("floor", "\"5\"", "floor")]
    [InlineData("period", "{}", "period.openFor")]
    [InlineData("period", """{"openFor":"a week"}""", "period.openFor")]
    [InlineData("period", """{"openFor":"P7D","every":"P1D"}""", "period.every")]
    [InlineData("period", """{"openFor":"P7D","opens":"tomorrow"}""", "period.opens")]
    [InlineData("period", """{"openFor":"P7D","closes":"x"}""", "period.closes")]
    [InlineData("questions", "[]", "questions")]
    [InlineData("questions", """[{"id":"a","kind":"stars","text":"A?"}]""", "questions[0].kind")]
    [InlineData("questions", """[{"id":"a","kind":"choice","text":"A?"}]""", "questions[0].options")]
    [InlineData("questions", """[{"id":"a","kind":"choice","text":"A?","options":["x","x"]}]""", "questions[0].options")]
    [InlineData("questions", """[{"id":"a","kind":"text","text":"A?","options":["x","y"]}]""", "questions[0].options")]
    [InlineData("questions", """[{"id":"a","kind":"enps","text":"A?","measures":"satisfaction"}]""", "questions[0].measures")]
    [InlineData("questions", """[{"id":"a","kind":"text","text":"A"},{"id":"a","kind":"text","text":"B"}]""", "questions[1].id")]
    [InlineData("questions", "[7]", "questions[0]")]
    [InlineData("other", "1", "other")]
    public void A_field_that_is_wrong_is_named(string field, string value, string named)
    {
        var definition = SurveyWorld.Definition();
        definition[field] = JsonNode.Parse(value);

        Assert.Equal([named], SurveyDefinitionParser.Parse(definition).Problems.Select(problem => problem.Field));

        // That one length is shorter than another, or one id another's, no schema can say.
        Assert.Equal(named is "period.every" or "questions[1].id", Schema.Validate(definition).Count == 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("P91D")]
    public void What_the_code_takes_the_published_schema_takes_too(string? every) =>
        Assert.Empty(Schema.Validate(SurveyWorld.Definition(opens: "2030-01-14T09:00:00Z", every: every)));

    [Fact]
    public void A_floor_is_a_floor_whatever_read_it()
    {
        var definition = SurveyWorld.Definition();
        definition["floor"] = JsonValue.Create(7L);

        Assert.Equal(7, SurveyDefinitionParser.Parse(definition).Value?.Floor);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() => Assert.Equal(
        ["other", "id", "title", "audience", "period", "questions"],
        SurveyDefinitionParser.Parse(new() { ["other"] = 1 }).Problems.Select(problem => problem.Field));
}
