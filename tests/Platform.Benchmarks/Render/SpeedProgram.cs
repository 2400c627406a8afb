using System.Text.Json.Nodes;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Oracles;
using Platform.TestKit.Services;

namespace Platform.Benchmarks.Render;

/// <summary>
/// The same files and expressions through our engine and through nunjitsu, each in a fresh process: the first pass is cold, the
/// passes of the seconds after it are warm. They are compared by the processor time that they use, all threads included: the
/// clock also measures what else the machine does.
/// </summary>
internal static class SpeedProgram
{
    private const string Script = """
        import { createTemplateRenderer } from 'nunjitsu';
        import { readFileSync } from 'node:fs';
        let text = '';
        for await (const chunk of process.stdin) text += chunk;
        const jobs = JSON.parse(readFileSync(text.trim(), 'utf8'));
        // The filters that Backstage gives its engine, so that both engines have the same work.
        const repoUrl = (text) => {
          const url = new URL(`https://${text}`);
          const parts = { host: url.host };
          for (const name of ['owner', 'organization', 'workspace', 'project', 'repo']) {
            if (url.searchParams.has(name)) parts[name] = url.searchParams.get(name);
          }
          return parts;
        };
        const entityRef = (text) => {
          const [, kind, namespace, name] = /^(?:([^:]+):)?(?:([^/]+)[/])?(.+)$/.exec(text);
          return { kind, namespace: namespace ?? 'default', name };
        };
        const filters = {
          parseRepoUrl: repoUrl,
          parseEntityRef: entityRef,
          pick: (value, path) => path.split('.').reduce((part, key) => part?.[key], value),
          projectSlug: (text) => `${repoUrl(text).owner}/${repoUrl(text).repo}`,
        };
        const renderers = new Map();
        const rendererOf = ({ template, context, ...options }) => {
          const key = JSON.stringify(options);
          if (!renderers.has(key)) renderers.set(key, createTemplateRenderer({ allowRegexExecution: true, filters, ...options }));
          return renderers.get(key);
        };
        let refused = 0;
        const pass = (list) => {
          let characters = 0;
          refused = 0;
          for (const job of list) {
            try { characters += rendererOf(job).render(job.template, job.context).length; } catch { refused++; }
          }
          return characters;
        };
        const measure = (list) => {
          let passes = 0;
          let start = performance.now();
          const characters = pass(list);
          const coldMs = performance.now() - start;
                    for (let i = 0; i < 3; i++) pass(list);
          start = performance.now();
          const used = process.cpuUsage();
          while (performance.now() - start < 4000) { pass(list); passes++; }
          const { user, system } = process.cpuUsage(used);
          const warmMs = (performance.now() - start) / passes;
          return { characters, refused, coldMs, warmMs, warmCpuMs: (user + system) / 1000 / passes };
        };
        process.stdout.write(JSON.stringify({ files: measure(jobs.files), expressions: measure(jobs.expressions) }));
        """;

    public static async Task RunAsync(BenchmarkArguments arguments, BenchmarkReport report)
    {
        var data = arguments.Text("data") ?? Path.Combine(RepositoryRoot.Shared ?? ".", "data");
        if (!File.Exists(Path.Combine(data, "rendered.jsonl")))
        {
            report.Say("There are no recorded templates: give their folder by --data FOLDER.");
            return;
        }

        var jobs = SpeedJobs.Collect(data);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, jobs.ToJsonString());
            report.Say(
                $"{Count(jobs, "files")} files and {Count(jobs, "expressions")} expressions of real templates, all with tags.");
            var theirs = JsonNode.Parse(await NodeOracles.RunAsync(Script, file, CancellationToken.None))!.AsObject();
            var ours = await ChildProcess.RunAsync("render", "--pass", file);
            foreach (var part in new[] { "files", "expressions" })
            {
                Compare(report, part, Count(jobs, part), ours[part]!, theirs[part]!);
            }
        }
        finally
        {
            File.Delete(file);
        }

        var first = await ChildProcess.RunAsync("render", "--first");
        report.Add(Figure.AtMost("first render of a process", (double)first["milliseconds"]!, "ms", 50));
        report.Add(new("the same, by processor time", (double)first["processor"]!, "ms"));
        report.Add(new("the same, counted from the start of the process", (double)first["sinceStart"]!, "ms"));
    }

    private static int Count(JsonObject jobs, string part) => jobs[part]!.AsArray().Count;

    private static void Compare(BenchmarkReport report, string part, int count, JsonNode ours, JsonNode theirs)
    {
        var (mine, peer) = ((double)ours["warmMs"]!, (double)theirs["warmMs"]!);
        var speed = (double)theirs["warmCpuMs"]! / (double)ours["warmCpuMs"]!;
        var megabytes = (double)ours["characters"]! / 1e6;
        report.Say($"  {part}: ours gives {ours["characters"]} characters and refuses {ours["refused"]},"
            + $" nunjitsu {theirs["characters"]} and {theirs["refused"]}");
        report.Add(new($"{part}, cold", count / (double)ours["coldMs"]! * 1000, $"{part}/s"));
        report.Add(new($"{part}, cold, nunjitsu", count / (double)theirs["coldMs"]! * 1000, $"{part}/s"));
        report.Add(new($"{part}, warm", count / mine * 1000, $"{part}/s"));
        report.Add(new($"{part}, warm, nunjitsu", count / peer * 1000, $"{part}/s"));
        report.Add(new($"{part}, warm", megabytes / mine * 1000, "MB/s"));
        report.Add(new($"{part}, parsed and rendered anew each time", count / (double)ours["parsedMs"]! * 1000, $"{part}/s"));
        report.Add(Figure.AtLeast($"{part}, warm: times nunjitsu's speed, by processor time", speed, "x", 20));
        report.Add(new($"{part}, warm: times nunjitsu's speed, by the clock", peer / mine, "x"));
        report.Add(new($"{part}: allocated for a rendered KB", (double)ours["allocated"]! / (double)ours["characters"]!, "KB"));
    }
}
