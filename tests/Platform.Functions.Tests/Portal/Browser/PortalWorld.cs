using Platform.Functions.Tests.Scaffolding;

namespace Platform.Functions.Tests.Portal.Browser;

/// <summary>
/// A platform whose streams end after a second or two, with templates whose first CI run waits for a word, so that a test says
/// when something goes on and none has to be fast.
/// </summary>
public sealed class PortalWorld : ScaffoldFixture
{
    private readonly DirectoryInfo _gates = Directory.CreateTempSubdirectory("platform-gates-");

    /// <summary>
    /// The template of that name, and whatever waits in its first CI run goes on when <see cref="Open"/> is called.
    /// </summary>
    public string Gated(string name)
    {
        Templates.WithService(name, CommandOf(_gates, name));
        return name;
    }

    /// <summary>Also ends when the gates are gone, so that no run outlives its test.</summary>
    public static string CommandOf(DirectoryInfo gates, string name) =>
        $"while [ -d {gates.FullName} ] && [ ! -e {Path.Combine(gates.FullName, name)} ]; do sleep 0.2; done";

    public void Open(string name) => File.WriteAllText(Path.Combine(_gates.FullName, name), "go on");

    public override async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["watched", "reloaded", "resumed", "looked-at", "phone", "typed", "stopped"])
        {
            Gated(name);
        }

        Templates.Write("asked/template.yaml", Asked).Write("broken/template.yaml", Broken)
            .Write("hostile/template.yaml", Hostile);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _gates.Delete(recursive: true);
    }

    protected override void Configure(IDictionary<string, string?> settings)
    {
        base.Configure(settings);
        settings["EventStreamSeconds"] = "2";
    }

    private const string Asked = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: asked
          title: One that asks
        spec:
          type: service
          parameters:
            properties:
              name: { type: string }
              organization: { type: string }
          steps:
            - id: approve
              name: Ask the platform team
              action: approval:wait
              input:
                group: group:default/platform-team
                message: "A new service costs <b>40 EUR</b> a month."
                expiresAfter: P3D
            - id: say
              name: Say something
              action: debug:log
              input:
                message: All is well.
        """;

    private const string Broken = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: broken
          title: One that fails
        spec:
          type: service
          parameters:
            properties:
              name: { type: string }
              organization: { type: string }
          steps:
            - id: first
              name: Say something
              action: debug:log
              input:
                message: All is well so far.
            - id: second
              name: Rename what is not there
              action: fs:rename
              input:
                files: [{ from: nothing.txt, to: something.txt }]
        """;

    private const string Hostile = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: hostile
          title: "<img src=x onerror='window.hacked=1'>"
        spec:
          type: service
          parameters:
            properties:
              name: { type: string }
              organization: { type: string }
          steps:
            - id: say
              name: "<svg onload='window.hacked=2'>Say</svg>"
              action: debug:log
              input:
                message: "</div><script>window.hacked=3</script><a href='javascript:window.hacked=4'>here</a>"
          output:
            links:
              - title: "<b>bold</b>"
                url: https://example.org/fine?q=<script>
              - title: by script
                url: "javascript:window.hacked=5"
              - title: by data
                url: "data:text/html,<script>window.hacked=6</script>"
              - title: with spaces
                url: " \tjava\nscript:window.hacked=7"
              - title: with a password
                url: "https://good.example@evil.example/"
              - title: of an entity
                entityRef: "component:default/../../../portal/session"
            text:
              - title: "<i>text</i>"
                content: "[click](javascript:window.hacked=8) <iframe srcdoc='<script>parent.hacked=9</script>'></iframe>"
        """;
}
