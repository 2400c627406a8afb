using System.Text.Json.Nodes;
using Platform.TestKit.Oracles;

namespace Platform.Functions.Tests.Cli.Catalog;

/// <summary>The published JSON schema of SARIF 2.1.0, judged by ajv.</summary>
internal static class SarifSchema
{
    private const string Script = """
        import { readFileSync } from 'node:fs';
        import Ajv from 'ajv/dist/2020.js';

        const { schema, logs } = JSON.parse(readFileSync(0, 'utf8'));
        const validate = new Ajv.default({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
        console.log(JSON.stringify(logs.flatMap(log => validate(log) ? [] : validate.errors)));
        """;

    /// <returns>A JSON array of what the schema has against the logs.</returns>
    public static async Task<string> ErrorsAsync(IReadOnlyList<string> logs, CancellationToken cancellationToken)
    {
        var schema = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Cli", "Catalog", "sarif-2.1.0.json"), cancellationToken);
        var input = new JsonObject
        {
            ["schema"] = JsonNode.Parse(schema),
            ["logs"] = new JsonArray([.. logs.Select(log => JsonNode.Parse(log))]),
        };
        return (await NodeOracles.RunAsync(Script, input.ToJsonString(), cancellationToken)).Trim();
    }
}
