namespace Platform.TestKit.Scaffolding.Killing;

/// <summary>A template whose scaffolds are killed, and what has to be there in the end.</summary>
/// <param name="Steps">How many of its steps begin and end.</param>
/// <param name="Repositories">The repositories of a scaffold, as endings of its name.</param>
/// <param name="IsParallel">Its steps may run beside each other.</param>
/// <param name="Fails">Its last step does, and everything is to be taken back.</param>
public sealed record KilledTemplate(
    string Name, int Steps, IReadOnlyList<string> Repositories, bool IsParallel = false, bool Fails = false)
{
    /// <summary>The group whose approval the longer ones wait for.</summary>
    public const string Approvers = "group:default/killers";

    public static IReadOnlyList<KilledTemplate> All { get; } =
    [
        new("plain", 3, [string.Empty]),
        new("green", 4, [string.Empty]),
        new("twelve", 12, [string.Empty, "-two"], IsParallel: true),
        new("twelve-fails", 12, [string.Empty, "-two"], IsParallel: true, Fails: true),
    ];

    public static KilledTemplate Of(string name) => All.First(template => template.Name == name);

    /// <summary>All of them, in a folder.</summary>
    public static TemplateFolder Write(TemplateFolder folder) => folder
        .WithService("plain")
        .WithService("green", "true")
        .Write("twelve/template.yaml", Twelve("twelve", "."))
        .Write("twelve/skeleton/README.md", "# ${{ values.name }}\n")
        .Write("twelve/skeleton/two/README.md", "# ${{ values.name }}, too\n")
        .Write("twelve/skeleton/catalog-info.yaml", Component)
        .Write("twelve-fails/template.yaml", Twelve("twelve-fails", "../.."))
        .Write("twelve-fails/skeleton/README.md", "# ${{ values.name }}\n")
        .Write("twelve-fails/skeleton/two/README.md", "# ${{ values.name }}, too\n")
        .Write("twelve-fails/skeleton/catalog-info.yaml", Component);

    private static string Twelve(string name, string lastPath) => $$$"""
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: {{{name}}}
        spec:
          type: service
          parallel: true
          parameters:
            - required: [name, organization]
              properties:
                name: { type: string }
                organization: { type: string }
          steps:
            - id: fetch
              name: Fetch
              action: fetch:template
              input: { url: ./skeleton, values: { name: '${{ parameters.name }}' } }
            - id: hello
              name: Hello
              action: debug:log
              input: { message: 'Hello ${{ parameters.name }}' }
            - id: early
              name: Early
              action: debug:wait
              input: { milliseconds: 100 }
            - id: approve
              name: Approve
              action: approval:wait
              input: { group: '{{{Approvers}}}', message: May it be made?, expiresAfter: P1D }
            - id: publish
              name: Publish
              action: publish:github
              input:
                repoUrl: github.com?owner=${{ parameters.organization }}&repo=${{ parameters.name }}
                defaultBranch: main
            - id: second
              name: Second
              action: publish:github
              input:
                repoUrl: github.com?owner=${{ parameters.organization }}&repo=${{ parameters.name }}-two
                sourcePath: two
                defaultBranch: main
            - id: each
              name: Each
              action: debug:log
              each: [one, two, three]
              input: { message: 'Thing ${{ each.value }}' }
            - id: wait
              name: Wait
              action: debug:wait
              input: { milliseconds: 300 }
            - id: register
              name: Register
              action: catalog:register
              input:
                repoContentsUrl: ${{ steps.publish.output.repoContentsUrl }}
                catalogInfoPath: /catalog-info.yaml
            - id: tell
              name: Tell
              action: debug:log
              input: { message: 'It is at ${{ steps.second.output.remoteUrl }}' }
            - id: late
              name: Late
              action: debug:wait
              needs: [register]
              input: { milliseconds: 50 }
            - id: look
              name: Look
              action: fs:readdir
              needs: [tell, late, each, wait, hello, early]
              input: { paths: ['{{{lastPath}}}'], recursive: false }
          output:
            links:
              - title: Entity
                entityRef: ${{ steps.register.output.entityRef }}

        """;

    private const string Component = """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: ${{ values.name }}
        spec:
          type: service
          lifecycle: experimental
          owner: team-a

        """;
}
