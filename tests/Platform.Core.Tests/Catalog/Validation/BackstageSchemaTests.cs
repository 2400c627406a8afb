using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;
using Platform.TestKit.Oracles;

namespace Platform.Core.Tests.Catalog.Validation;

/// <summary>
/// Thousands of entities that are wrong in one field, judged by <c>@backstage/catalog-model</c> itself and by us.
/// </summary>
public sealed class BackstageSchemaTests(ITestOutputHelper said)
{
    private const string Script = """
        import { createRequire } from 'module';
        import { readFileSync } from 'fs';
        const require = createRequire(import.meta.url);
        const model = require('@backstage/catalog-model');
        const alpha = require('@backstage/catalog-model/alpha');
        const policy = model.EntityPolicies.allOf([
          new model.SchemaValidEntityPolicy(), new model.DefaultNamespaceEntityPolicy(),
          new model.NoForeignRootFieldsEntityPolicy(), new model.FieldFormatEntityPolicy()]);
        const validators = entity => {
          const type = entity.spec?.type;
          if (entity.kind === 'API' && type === 'mcp-server') return [alpha.mcpServerApiEntityValidator];
          if (entity.kind === 'AiResource') return [{
            skill: alpha.skillAiResourceEntityV1alpha1Validator, rule: alpha.ruleAiResourceEntityV1alpha1Validator,
            plugin: alpha.pluginAiResourceEntityV1alpha1Validator,
            marketplace: alpha.marketplaceAiResourceEntityV1alpha1Validator,
          }[type] ?? alpha.aiResourceEntityV1alpha1Validator];
          return Object.entries(model).filter(([name]) => /EntityV1alpha1Validator$/.test(name)).map(([, found]) => found);
        };
        const verdicts = [];
        for (const line of readFileSync(0, 'utf8').split('\n').filter(line => line)) {
          const entity = JSON.parse(line);
          let verdict = 'no validator recognises it';
          try {
            const enforced = await policy.enforce(entity);
            for (const validator of validators(enforced)) {
              if (await validator.check(enforced)) { verdict = ''; break; }
            }
          } catch (error) { verdict = String(error.message).slice(0, 200); }
          verdicts.push(verdict);
        }
        console.log(JSON.stringify(verdicts));
        """;

    [Fact]
    public async Task Every_field_is_judged_as_Backstages_schemas_and_policies_do()
    {
        var entities = EntityMutations.All().ToList();
        var input = string.Join('\n', entities.Select(entity => entity.ToJsonString()));

        var output = await NodeOracles.RunAsync(Script, input, TestContext.Current.CancellationToken);
        var verdicts = JsonNode.Parse(output)!.AsArray();

        Assert.Equal(entities.Count, verdicts.Count);
        var differences = entities.Zip(verdicts.Select(verdict => (string)verdict!))
            .Select(pair => (Entity: pair.First, Theirs: pair.Second, Ours: EntityValidation.Validate(Document(pair.First))))
            .Where(judged => judged.Ours.IsOk != (judged.Theirs.Length == 0))
            .Select(judged => $"{judged.Entity.ToJsonString()}\n  Backstage: {judged.Theirs}\n  we: {Say(judged.Ours)}")
            .ToList();
        var valid = verdicts.Count(verdict => (string)verdict! == string.Empty);
        said.WriteLine($"{entities.Count} entities, {valid} of them valid.");
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences.Take(30))}");
    }

    private static string Say<T>(Result<T> ours) => string.Join("; ", ours.Problems);

    private static SourceDocument Document(JsonObject entity) =>
        new("entity.yaml", 0, new("entity.yaml", 1, 1), entity, new Dictionary<string, SourcePlace>());
}
