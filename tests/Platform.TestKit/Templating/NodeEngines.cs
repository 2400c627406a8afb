using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Platform.TestKit.Oracles;

namespace Platform.TestKit.Templating;

/// <summary>The engines of Backstage, present (nunjitsu) and past (nunjucks), in one Node process for a whole batch.</summary>
public static class NodeEngines
{
    private const string Script = """
        import { createTemplateRenderer } from 'nunjitsu';
        import nunjucks from 'nunjucks';
        let text = '';
        for await (const chunk of process.stdin) text += chunk;
        const { context, cases, both, workUnits } = JSON.parse(text);
        const limits = workUnits ? { limits: { workUnits } } : undefined;
        const attempt = (render) => {
          // As UTF-16 units: half of a pair is no JSON text that everybody reads.
          try {
            return { output: Buffer.from(render(), 'utf16le').toString('base64') };
          } catch (error) {
            return { error: String(error.message) };
          }
        };
        const renderers = new Map();
        const jitsu = ({ template, ...options }) => {
          const key = JSON.stringify(options);
          if (!renderers.has(key)) renderers.set(key, createTemplateRenderer({ allowRegexExecution: true, ...options }));
          return renderers.get(key).render(template, structuredClone(context), limits);
        };
        const jucks = ({ template, trimBlocks, lstripBlocks, cookiecutterCompat }) => {
          const tags = cookiecutterCompat ? undefined : { variableStart: '${{', variableEnd: '}}' };
          const environment = new nunjucks.Environment([], { autoescape: false, tags, trimBlocks, lstripBlocks });
          return environment.renderString(template, structuredClone(context));
        };
        process.stdout.write(JSON.stringify(cases.map((item) => ({
          nunjitsu: attempt(() => jitsu(item)),
          nunjucks: both ? attempt(() => jucks(item)) : undefined,
        }))));
        """;

    /// <param name="both">Also nunjucks, which compiles each template and so takes several times as long.</param>
    /// <param name="steps">Of work that nunjitsu may do on each; its own limit when null.</param>
    public static async Task<IReadOnlyList<EngineAnswers>> RenderAsync(
        IReadOnlyList<EngineCase> cases, bool both, CancellationToken cancellationToken, int? steps = null)
    {
        var input = new JsonObject
        {
            ["context"] = JsonNode.Parse(EngineCase.Context),
            ["both"] = both,
            ["workUnits"] = steps,
            ["cases"] = new JsonArray([.. cases.Select(item => (JsonNode)new JsonObject
            {
                ["template"] = item.Template,
                ["trimBlocks"] = item.TrimBlocks,
                ["lstripBlocks"] = item.LstripBlocks,
                ["cookiecutterCompat"] = item.Cookiecutter,
            })]),
        };
        var answers = JsonNode.Parse(await NodeOracles.RunAsync(Script, input.ToJsonString(), cancellationToken))!.AsArray();
        return [.. answers.Select(answer =>
            new EngineAnswers(Of(answer!["nunjitsu"]!), answer["nunjucks"] is { } old ? Of(old) : null))];
    }

    private static EngineAnswer Of(JsonNode answer) => new(
        (string?)answer["output"] is { } units
            ? new string(MemoryMarshal.Cast<byte, char>(Convert.FromBase64String(units).AsSpan()))
            : null,
        (string?)answer["error"]);
}

public sealed record EngineAnswers(EngineAnswer Nunjitsu, EngineAnswer? Nunjucks);
