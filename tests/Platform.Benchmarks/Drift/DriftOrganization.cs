using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Drift;

/// <summary>Generated services in the forge, a share of them with drift of each kind; and all of them in the catalog.</summary>
internal static class DriftOrganization
{
    private const int Teams = 40;

    // Nothing starts it, so that the forge has only to answer.
    private const string Workflow = "on: workflow_dispatch\njobs: { build: { runs-on: x, steps: [{ run: 'true' }] } }\n";

    public static async Task MakeAsync(OrganizationDriver organization, int count, Action<string> say)
    {
        var made = 0;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
        {
            await organization.CreateAsync(NameOf(number), FilesOf(number));
            if (Interlocked.Increment(ref made) % 2000 == 0)
            {
                say($"  {made:N0} repositories are made");
            }
        });
    }

    /// <summary>Through the catalog's own sweep.</summary>
    public static async Task RegisterAsync(PlatformHost host, int count, Action<string> say)
    {
        var id = await host.Client.StartSweepAsync(CancellationToken.None);
        await LongSweep.EndAsync(host.Client, id, "catalog");
        say($"  the catalog has taken in what {count:N0} repositories describe");
    }

    public static string NameOf(int number) => $"service-{number}";

    public static (string Path, string Text)[] FilesOf(int number)
    {
        var team = $"team-{number % Teams}";
        var files = new List<(string, string)>
        {
            ("README.md", $"# Service {number}\n"),
            ("docs/index.md", "# Docs\n"),
            ("Dockerfile", number % 10 == 3 ? "FROM node:14-alpine\n" : "FROM node:24-alpine\n"),
            ("package.json", """{ "engines": { "node": ">=24" }, "dependencies": { "@opentelemetry/api": "1" } }"""),
            ("deploy/all.yaml", Manifest(number)),
        };
        if (number % 10 != 0)
        {
            files.Add(("catalog-info.yaml", Descriptor(number, team) + (number == 2 ? Groups() : string.Empty)));
        }

        if (number % 10 != 1)
        {
            files.Add((".github/workflows/ci.yml", Workflow));
        }

        return [.. files];
    }

    private static string Descriptor(int number, string team) =>
        $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: service-{number}
          description: {new string('x', 400)}
          annotations:
            backstage.io/techdocs-ref: dir:.
        spec:
          type: service
          lifecycle: {(number % 10 == 5 ? "deprecated" : "production")}
          owner: {team}
          dependsOn: [component:service-{(number % 10 == 4 ? 10 * 1_000_000 : (number / 10 * 10) + 2)}]
        """;

    private static string Groups() => string.Concat(Enumerable.Range(0, Teams).Select(team =>
        $$"""

        ---
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata: { name: team-{{team}} }
        spec: { type: team, children: [] }
        """));

    private static string Manifest(int number) =>
        $$"""
        apiVersion: {{(number % 10 == 6 ? "v1" : "external-secrets.io/v1")}}
        kind: {{(number % 10 == 6 ? "Secret" : "ExternalSecret")}}
        metadata: { name: web }
        stringData: { password: hunter2-is-not-it }
        """;
}
