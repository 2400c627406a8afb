using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Surveys;

public enum QuestionKind
{
    /// <summary>1 to 5, from no to yes.</summary>
    Likert5,

    /// <summary>0 to 10: how likely somebody is to recommend something.</summary>
    Enps,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>A few sentences.</summary>
    Text,
}

/// <summary>What a question's answers are taken for besides themselves.</summary>
public enum QuestionMeasure
{
    /// <summary>The satisfaction that SPACE and the alerts speak of.</summary>
    Satisfaction,
}

/// <param name="Options">Of a choice.</param>
/// <param name="Measures">Null: the question stands for itself.</param>
public sealed record SurveyQuestion(
    string Id, QuestionKind Kind, string Text, IReadOnlyList<string>? Options = null, QuestionMeasure? Measures = null)
{
    public const int LongestText = 2000;

    /// <value>How many different answers there are; 0 of a text.</value>
    public int Choices => Kind switch
    {
        QuestionKind.Likert5 => 5,
        QuestionKind.Enps => 11,
        QuestionKind.Choice => Options?.Count ?? 0,
        _ => 0,
    };

    /// <value>What the first of the answers is written as: scales begin with 1 or 0, options are counted from 1.</value>
    public int First => Kind == QuestionKind.Enps ? 0 : 1;
}

/// <summary>When a survey is open.</summary>
/// <param name="Opens">Null: when somebody opens it.</param>
/// <param name="OpenFor">How long a round takes.</param>
/// <param name="Every">From one opening to the next; null: once.</param>
public sealed record SurveyPeriod(
    DateTimeOffset? Opens,
    [property: JsonConverter(typeof(IsoLengthConverter))] TimeSpan OpenFor,
    [property: JsonConverter(typeof(IsoLengthConverter))] TimeSpan? Every);

internal sealed class IsoLengthConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        XmlConvert.ToTimeSpan(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}

/// <summary>What is asked, of whom, when, and below how many answers nothing is told.</summary>
/// <param name="Audience">Groups of the catalog; groups within them belong to them.</param>
/// <param name="Floor">The smallest group that figures are told of.</param>
public sealed record SurveyDefinition(
    string Id,
    string Title,
    IReadOnlyList<EntityRef> Audience,
    SurveyPeriod Period,
    int Floor,
    IReadOnlyList<SurveyQuestion> Questions)
{
    /// <summary>Below it nobody is anonymous, whatever a survey says.</summary>
    public const int LowestFloor = 3;

    public const int UsualFloor = 5;
}
