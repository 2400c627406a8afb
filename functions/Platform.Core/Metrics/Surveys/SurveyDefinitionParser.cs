using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Surveys;

/// <summary>
/// Reads definitions, as <c>surveys.schema.json</c> describes them; everything that is wrong is told at once.
/// </summary>
public sealed partial class SurveyDefinitionParser
{
    private const int MostQuestions = 30;
    private const int MostOptions = 20;
    private const int MostGroups = 100;
    private const int LongestLine = 300;
    private const int HighestFloor = 1000;

    private static readonly TimeSpan ShortestRound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRound = TimeSpan.FromDays(90);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(3660);

    private readonly FieldChecks _checks;

    private SurveyDefinitionParser(FieldChecks checks) => _checks = checks;

    /// <param name="placeOf">Where a field stands, of definitions that came as a text.</param>
    public static Result<SurveyDefinition> Parse(JsonObject root, Func<string, SourcePlace?>? placeOf = null)
    {
        var checks = new FieldChecks(placeOf);
        var definition = new SurveyDefinitionParser(checks).Read(root);
        return checks.IsClean ? definition : Result<SurveyDefinition>.Failed(checks.Problems);
    }

    public static bool IsId(string text) => Id().IsMatch(text);

    private SurveyDefinition Read(JsonObject root)
    {
        _checks.NoOthers(root, string.Empty, ["id", "title", "audience", "period", "floor", "questions"]);
        return new(
            _checks.Text(root, string.Empty, "id", true, IsId, "an id of 1 to 40 lower-case letters, digits and dashes") ?? "",
            Line(root, string.Empty, "title"),
            AudienceOf(root),
            PeriodOf(root),
            FloorOf(root),
            QuestionsOf(root));
    }

    private List<EntityRef> AudienceOf(JsonObject root)
    {
        const string Expected = "a list of 1 to 100 groups of the catalog";
        var found = new List<EntityRef>();
        if (_checks.List(root, string.Empty, "audience", required: true, Expected) is not { } groups)
        {
            return found;
        }

        if (groups.Count is 0 or > MostGroups)
        {
            _checks.Add(FieldChecks.WrongFormat, "audience", null, Expected);
        }

        for (var i = 0; i < groups.Count; i++)
        {
            var text = _checks.Text(groups[i], $"audience[{i}]", IsGroup, "a reference of a group: group:default/NAME");
            if (text is not null)
            {
                found.Add(EntityRef.Parse(text, "group"));
            }
        }

        return found;
    }

    private static bool IsGroup(string text) => EntityRef.TryParse(text, out var group, "group")
        && group.Kind.Equals("group", StringComparison.OrdinalIgnoreCase) && EntityRefFormat.IsValid(group);

    private SurveyPeriod PeriodOf(JsonObject root)
    {
        if (_checks.Object(root, string.Empty, "period", required: true) is not { } period)
        {
            return new(null, ShortestRound, null);
        }

        _checks.NoOthers(period, "period", ["opens", "openFor", "every"]);
        var opens = _checks.Text(period, "period", "opens", false, text => Instants.TryParse(text, out _), Instants.Requirements);
        var openFor = Length(period, "openFor", required: true, ShortestRound, LongestRound, "PT1M to P90D");
        var every = Length(period, "every", required: false, openFor ?? ShortestRound, LongestPause, "at least 'openFor'");
        return new(
            opens is not null && Instants.TryParse(opens, out var at) ? at : null, openFor ?? ShortestRound, every);
    }

    private TimeSpan? Length(JsonObject period, string name, bool required, TimeSpan least, TimeSpan most, string range)
    {
        var text = _checks.Text(
            period, "period", name, required,
            written => IsoDuration.ParseOrNull(written) is { } length && length >= least && length <= most,
            $"a length of time such as P7D, {range}");
        return IsoDuration.ParseOrNull(text);
    }

    private int FloorOf(JsonObject root)
    {
        if (root["floor"] is not { } node)
        {
            return SurveyDefinition.UsualFloor;
        }

        // YAML's numbers are longer than JSON's.
        if (node.GetValueKind() == JsonValueKind.Number
            && int.TryParse(node.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var floor)
            && floor is >= SurveyDefinition.LowestFloor and <= HighestFloor)
        {
            return floor;
        }

        _checks.Mismatch("floor", node, $"a whole number from {SurveyDefinition.LowestFloor} to {HighestFloor}");
        return SurveyDefinition.UsualFloor;
    }

    private List<SurveyQuestion> QuestionsOf(JsonObject root)
    {
        const string Expected = "a list of 1 to 30 questions";
        var found = new List<SurveyQuestion>();
        if (_checks.List(root, string.Empty, "questions", required: true, Expected) is not { } questions)
        {
            return found;
        }

        if (questions.Count is 0 or > MostQuestions)
        {
            _checks.Add(FieldChecks.WrongFormat, "questions", null, Expected);
        }

        for (var i = 0; i < questions.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"questions[{i}]");
            if (questions[i] is not JsonObject question)
            {
                _checks.Mismatch(field, questions[i], "an object");
                continue;
            }

            found.Add(QuestionOf(question, field));
            if (found[..^1].Exists(other => other.Id == found[^1].Id) && found[^1].Id.Length > 0)
            {
                _checks.Add(FieldChecks.WrongFormat, $"{field}.id", question["id"], "an id that no other question has");
            }
        }

        return found;
    }

    private SurveyQuestion QuestionOf(JsonObject question, string field)
    {
        _checks.NoOthers(question, field, ["id", "kind", "text", "options", "measures"]);
        var id = _checks.Text(question, field, "id", true, IsId, "an id of 1 to 40 lower-case letters, digits and dashes") ?? "";
        var kind = ChoiceOf<QuestionKind>(question, field, "kind", required: true);
        var measures = ChoiceOf<QuestionMeasure>(question, field, "measures", required: false);
        var options = OptionsOf(question, field, kind);
        if (measures is not null && kind is not (null or QuestionKind.Likert5))
        {
            _checks.Add(FieldChecks.WrongFormat, $"{field}.measures", question["measures"], "a question of kind likert5");
        }

        return new(id, kind ?? QuestionKind.Text, Line(question, field, "text"), options, measures);
    }

    private List<string>? OptionsOf(JsonObject question, string field, QuestionKind? kind)
    {
        const string Expected = "a list of 2 to 20 different options";
        var options = _checks.List(question, field, "options", kind == QuestionKind.Choice, Expected);
        if (options is null)
        {
            return null;
        }

        if (kind is not (null or QuestionKind.Choice))
        {
            _checks.Add(FieldChecks.WrongFormat, $"{field}.options", null, "options at questions of kind choice only");
            return null;
        }

        var texts = options.Select((option, place) => _checks.Text(
            option, $"{field}.options[{place}]", IsLine, $"a line of at most {LongestLine} characters"))
            .OfType<string>().ToList();
        if (options.Count is < 2 or > MostOptions || (texts.Count == options.Count && texts.Distinct().Count() != texts.Count))
        {
            _checks.Add(FieldChecks.WrongFormat, $"{field}.options", null, Expected);
        }

        return texts;
    }

    private T? ChoiceOf<T>(JsonObject parent, string path, string name, bool required)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
        var text = _checks.Text(parent, path, name, required, names.Contains, $"one of {string.Join(", ", names)}");
        return text is not null ? Enum.GetValues<T>()[names.IndexOf(text)] : null;
    }

    private string Line(JsonObject parent, string path, string name) => _checks.Text(
        parent, path, name, required: true, IsLine, $"a line of at most {LongestLine} characters") ?? string.Empty;

    private static bool IsLine(string text) =>
        text.Length is > 0 and <= LongestLine && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex Id();
}
