using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;
using Platform.TestKit.Oracles;

namespace Platform.Core.Tests.Scaffolding.Schemas;

/// <summary>What forms ask for, on ours and on npm ajv: conditions, dependencies, combinations, and the plain rules.</summary>
public sealed class AjvDifferentialTests
{
    private const string Script = """
        import { readFileSync } from 'node:fs';
        import Ajv from 'ajv';

        const { schemas, values } = JSON.parse(readFileSync(0, 'utf8'));
        // Backstage's backend judges by npm jsonschema, which ignores what stands beside a '$ref', as draft-07 says.
        const ajv = new Ajv.default({ strict: false, validateFormats: false, ignoreKeywordsWithRef: true });
        console.log(JSON.stringify(schemas.map(schema => {
          const validate = ajv.compile(schema);
          return values.map(value => validate(value));
        })));
        """;

    private static readonly string[] Schemas =
    [
        """{"dependencies": {"a": ["b", "c"]}}""",
        """{"dependencies": {"a": {"required": ["b"], "properties": {"b": {"type": "string"}}}}}""",
        """{"properties": {"a": {"type": "boolean"}}, "dependencies": {"a": {"oneOf": [ """
            + """{"properties": {"a": {"const": true}, "b": {"enum": ["x", 1]}}, "required": ["b"]}, """
            + """{"properties": {"a": {"const": false}}}]}}}""",
        """{"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}""",
        """{"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"required": ["b"]}}""",
        """{"allOf": [{"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"if": {"required": ["b"]}, """
            + """ "else": {"not": {"required": ["c"]}}}]}""",
        """{"then": {"required": ["a"]}, "properties": {"a": true, "b": false}}""",
        """{"allOf": [{"required": ["a"]}, {"properties": {"a": {"type": ["string", "null"]}}}]}""",
        """{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}""",
        """{"oneOf": [{"required": ["a"]}, {"required": ["b"]}, {"maxProperties": 1}]}""",
        """{"not": {"anyOf": [{"required": ["a"]}, {"type": "array"}]}}""",
        """{"type": "object", "additionalProperties": {"type": "integer"}, "properties": {"a": {}}}""",
        """{"patternProperties": {"^[a-b]$": {"type": "number", "multipleOf": 0.5}}, "additionalProperties": false}""",
        """{"propertyNames": {"maxLength": 1}, "minProperties": 1}""",
        """{"items": {"type": "string"}, "uniqueItems": true, "contains": {"const": "a"}}""",
        """{"items": [{"type": "number"}, {"type": "string"}], "additionalItems": false, "minItems": 1}""",
        """{"type": ["integer", "array", "string"], "minimum": 1, "exclusiveMaximum": 3, "minLength": 2, "pattern": "^\\w+$"}""",
        """{"enum": [1, "1", null, {"a": [1, 1.0]}, []]}""",
        """{"const": {"a": 1, "b": 2}}""",
        """{"definitions": {"node": {"properties": {"a": {"$ref": "#/definitions/node"}}, "required": ["b"]}}, """
            + """ "$ref": "#/definitions/node"}""",
        """{"definitions": {"b": {"type": "string"}}, "properties": {"a": {"$ref": "#/definitions/b", "maxLength": 0}, """
            + """ "b": {"$ref": "#/definitions/b", "enum": [2]}}}""",
        """{"properties": {"a": {"ui:field": "RepoUrlPicker", "type": "string", "minLength": 1}}, "ui:order": ["a"]}""",
    ];

    [Fact]
    public async Task Conditions_dependencies_and_combinations_are_judged_as_ajv_judges_them()
    {
        var values = Values().Select(text => JsonNode.Parse(text)).ToList();
        var input = new JsonObject
        {
            ["schemas"] = new JsonArray([.. Schemas.Select(schema => JsonNode.Parse(schema))]),
            ["values"] = new JsonArray([.. values.Select(value => value?.DeepClone())]),
        };

        var answer = await NodeOracles.RunAsync(Script, input.ToJsonString(), TestContext.Current.CancellationToken);

        var theirs = JsonNode.Parse(answer)!.AsArray();
        var differing = new List<string>();
        for (var i = 0; i < Schemas.Length; i++)
        {
            var schema = JsonSchema.Parse(JsonNode.Parse(Schemas[i])!);
            for (var j = 0; j < values.Count; j++)
            {
                var valid = schema.Validate(values[j]).Count == 0;
                if (valid != (bool)theirs[i]![j]!)
                {
                    differing.Add($"{Schemas[i]}\n  {values[j]?.ToJsonString() ?? "null"}: ajv {theirs[i]![j]}, ours {valid}");
                }
            }
        }

        Assert.True(differing.Count == 0, string.Join('\n', differing));
    }

    /// <summary>Objects with each choice for each member, and what is no object.</summary>
    private static IEnumerable<string> Values()
    {
        string?[] choices = [null, "1", "\"x\"", "true", "false", "null", "{\"b\": 1}", "[1]"];
        var objects = from a in choices
                      from b in choices.Take(4)
                      from c in choices.Take(2)
                      let members = new[] { ("a", a), ("b", b), ("c", c) }.Where(member => member.Item2 is not null)
                      select $"{{{string.Join(", ", members.Select(member => $"\"{member.Item1}\": {member.Item2}"))}}}";
        return objects.Concat(
        [
            "null", "1", "1.0", "2.5", "3", "\"1\"", "\"ab\"", "\"a\"", "true", "[]", "[\"a\"]", "[\"a\", \"a\"]", "[\"b\"]",
            "[1, \"a\"]", "[1, \"a\", 2]", "[[1], [1.0]]", """{"a": [1, 1]}""", """{"b": 2, "a": 1.0}""",
            """{"a": 0.75}""", """{"ab": 1}""",
        ]);
    }
}
