namespace Platform.Benchmarks.Render;

/// <summary>nunjitsu over a file of jobs, as Backstage runs it: one renderer for each dialect, contexts prepared once.</summary>
internal static class SpeedScript
{
    /// <summary>Its input is the file's path; it answers as the other engine's pass does.</summary>
    public const string Text = """
        import { createTemplateRenderer } from 'nunjitsu';
        import { readFileSync } from 'node:fs';
        let text = '';
        for await (const chunk of process.stdin) text += chunk;
        const { seconds, files, expressions } = JSON.parse(readFileSync(text.trim(), 'utf8'));
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
        const prepare = (list) => list.map(({ template, context, ...options }) => {
          const key = JSON.stringify(options);
          if (!renderers.has(key)) renderers.set(key, createTemplateRenderer({ allowRegexExecution: true, filters, ...options }));
          const renderer = renderers.get(key);
          return { renderer, template, context: renderer.prepareContext(context) };
        });
        const pass = (jobs) => {
          let characters = 0;
          for (const { renderer, template, context } of jobs) characters += renderer.render(template, context).length;
          return characters;
        };
        const warm = (jobs, seconds) => {
          const start = performance.now();
          const used = process.cpuUsage();
          let passes = 0;
          do { pass(jobs); passes++; } while (performance.now() - start < seconds * 1000);
          const { user, system } = process.cpuUsage(used);
          return { clock: (performance.now() - start) / passes, processor: (user + system) / 1000 / passes };
        };
        const measure = (list) => {
          const jobs = prepare(list);
          const start = performance.now();
          const characters = pass(jobs);
          const cold = performance.now() - start;
          warm(jobs, seconds);
          // The least disturbed of some stretches of time.
          const stretches = [1, 2, 3].map(() => warm(jobs, seconds)).sort((a, b) => a.processor - b.processor);
          return { characters, cold, again: stretches[0] };
        };
        process.stdout.write(JSON.stringify({ files: measure(files), expressions: measure(expressions) }));
        """;
}
