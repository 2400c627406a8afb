namespace Platform.TestKit.Scaffolding;

/// <summary>A folder of templates that are quick to run; gone with the test.</summary>
public sealed class TemplateFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("platform-templates-");

    /// <value>A custom property that the organisation has to define.</value>
    public const string Property = "tier";

    public string Path => _root.FullName;

    /// <summary>
    /// A template that renders, publishes and registers a component. The workflow's one step is the given command; without a
    /// command there is no workflow.
    /// </summary>
    public TemplateFolder WithService(string name, string? ciCommand = null)
    {
        Write($"{name}/template.yaml", Definition.Replace("NAME", name, StringComparison.Ordinal));
        Write($"{name}/skeleton/README.md", "# ${{ values.name }}\n");
        Write($"{name}/skeleton/catalog-info.yaml", Component);
        return ciCommand is null
            ? this
            : Write(
                $"{name}/skeleton/.github/workflows/ci.yml", Workflow.Replace("COMMAND", ciCommand, StringComparison.Ordinal));
    }

    /// <summary>One that asks for everything that a repository can have, and has a file that is no text.</summary>
    public TemplateFolder WithEverything(string name)
    {
        WithService(name);
        Write($"{name}/template.yaml", Definition.Replace("NAME", name, StringComparison.Ordinal).Replace(
            "        defaultBranch: main\n",
            $$"""
                    defaultBranch: trunk
                    homepage: https://example.org/
                    topics: [golden-path, service]
                    repoVariables: { TEAM: team-a }
                    customProperties: { {{Property}}: gold }

            """,
            StringComparison.Ordinal));
        File.WriteAllBytes(System.IO.Path.Combine(Path, name, "skeleton", "logo.bin"), [0, 159, 146, 150]);
        return this;
    }

    public TemplateFolder Write(string path, string text)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public void Dispose() => _root.Delete(recursive: true);

    private const string Definition = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: NAME
          title: A service for tests
        spec:
          type: service
          parameters:
            - title: Service
              required: [name, organization]
              properties:
                name:
                  type: string
                  pattern: '^[a-z][a-z0-9-]*$'
                organization:
                  type: string
                description:
                  type: string
                  default: A service
          steps:
            - id: fetch
              name: Fetch
              action: fetch:template
              input:
                url: ./skeleton
                copyWithoutTemplating: ['.github/**']
                values:
                  name: ${{ parameters.name }}
            - id: publish
              name: Publish
              action: publish:github
              input:
                repoUrl: github.com?owner=${{ parameters.organization }}&repo=${{ parameters.name }}
                description: ${{ parameters.description }}
                defaultBranch: main
            - id: register
              name: Register
              action: catalog:register
              input:
                repoContentsUrl: ${{ steps.publish.output.repoContentsUrl }}
                catalogInfoPath: /catalog-info.yaml
          output:
            links:
              - title: Repository
                url: ${{ steps.publish.output.remoteUrl }}
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

    private const string Workflow = """
        name: ci
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
              - name: Test
                run: COMMAND

        """;
}
