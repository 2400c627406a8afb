using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>One validation: applies schemas to values and collects problems.</summary>
internal sealed class SchemaValidation(SchemaReferences references, SchemaPatterns patterns, SchemaValidation? parent = null)
{
    private const int MaxDepth = 200;
    private const int MaxProblems = 100;
    private const int MaxSteps = 1_000_000;
    private readonly List<Problem> _problems = [];
    private readonly StepCounter _steps = parent?._steps ?? new StepCounter();

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>To be called at the end.</summary>
    public void ReportLimits(JsonNode? value, string field)
    {
        if (_steps.Over)
        {
            Report("limit", field, value, $"a schema that ends within {MaxDepth} levels and {MaxSteps} steps");
        }
    }

    public SchemaPatterns Patterns { get; } = patterns;

    public void Apply(JsonNode? schema, Uri around, JsonNode? value, string field)
    {
        if (_steps.Over || ++_steps.Depth > MaxDepth || ++_steps.Count > MaxSteps)
        {
            // Not just a problem here: a trial that ends like this says nothing about the value.
            _steps.Over = true;
        }
        else if (schema is JsonObject keywords)
        {
            ApplyKeywords(keywords, around, value, field);
        }
        else if (schema?.GetValueKind() == JsonValueKind.False)
        {
            Report("false", field, value, "nothing here");
        }

        _steps.Depth--;
    }

    /// <summary>Whether a value fits a schema, without reporting why not.</summary>
    public bool Fits(JsonNode? schema, Uri around, JsonNode? value)
    {
        var trial = new SchemaValidation(references, Patterns, this);
        trial.Apply(schema, around, value, string.Empty);
        return trial.Problems.Count == 0;
    }

    public void Report(string keyword, string field, JsonNode? value, string expected)
    {
        if (_problems.Count < MaxProblems)
        {
            var subject = field.Length == 0 ? "The value" : $"'{field}'";
            var shown = value is JsonValue ? value.DeepClone() : null;
            _problems.Add(
                new Problem($"schema-{Kebab(keyword)}", $"{subject} is not as expected: {expected}.", field, shown, expected));
        }
    }

    private static string Kebab(string keyword) =>
        string.Concat(keyword.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : c.ToString()));

    private void ApplyKeywords(JsonObject schema, Uri around, JsonNode? value, string field)
    {
        if (schema["$ref"] is JsonValue reference && reference.TryGetValue(out string? target))
        {
            // In draft-07 a reference stands for itself alone; keywords beside it mean nothing.
            if (references.Find(target, around) is { } found)
            {
                Apply(found.Schema, found.Base, value, field);
            }
            else
            {
                Report("ref", field, value, $"a schema that has '{target}'");
            }

            return;
        }

        var at = new SchemaPlace(schema, SchemaReferences.BaseOf(schema, around), value, field);
        ValueKeywords.Apply(at, this);
        CombiningKeywords.Apply(at, this);
        switch (value)
        {
            case JsonObject members:
                ObjectKeywords.Apply(at, members, this);
                break;
            case JsonArray items:
                ArrayKeywords.Apply(at, items, this);
                break;
        }
    }

    private sealed class StepCounter
    {
        public bool Over { get; set; }

        public int Depth { get; set; }

        public int Count { get; set; }
    }
}

/// <summary>A schema with its base, and the value it is applied to.</summary>
internal readonly record struct SchemaPlace(JsonObject Schema, Uri Base, JsonNode? Value, string Field)
{
    public JsonNode? this[string keyword] => Schema[keyword];

    public double? Number(string keyword) => Schema[keyword]?.GetValueKind() == JsonValueKind.Number
        ? double.Parse(Schema[keyword]!.ToJsonString(), CultureInfo.InvariantCulture)
        : null;
}
