using System.Text;
using Platform.TestKit.Scaffolding;

namespace Platform.Benchmarks.Scaffolding;

/// <summary>The templates that speed is measured with.</summary>
internal static class SpeedTemplates
{
    public const string Plain = "plain";
    public const string Published = "published";
    public const string Large = "large";
    public const string LargePublished = "large-published";

    private const string Head = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: NAME
        spec:
          type: service
          parameters:
            - required: [name]
              properties:
                name: { type: string }
                organization: { type: string }
          steps:
            - id: fetch
              name: Fetch
              action: fetch:template
              input:
                url: ./skeleton
                values: { name: '${{ parameters.name }}', owner: team-a }

        """;

    private const string FilesAndLog = """
            - id: rename
              name: Rename
              action: fs:rename
              input:
                files: [{ from: docs/file-01.md, to: docs/first.md }]
            - id: delete
              name: Delete
              action: fs:delete
              input:
                files: [docs/file-02.md]
            - id: log
              name: Log
              action: debug:log
              input:
                message: 'made ${{ parameters.name }}'

        """;

    private const string Publish = """
            - id: publish
              name: Publish
              action: publish:github
              input:
                repoUrl: github.com?owner=${{ parameters.organization }}&repo=${{ parameters.name }}
                defaultBranch: main

        """;

    public static TemplateFolder Write(int files, int largeFiles, int largeMegabytes)
    {
        var folder = new TemplateFolder();
        Define(folder, Plain, FilesAndLog);
        Define(folder, Published, Publish);
        foreach (var name in new[] { Plain, Published })
        {
            for (var i = 0; i < files; i++)
            {
                folder.Write($"{name}/skeleton/{(i < 10 ? "docs" : "src")}/file-{i:00}.md", Text(i, 3 * 1024));
            }
        }

        var size = largeMegabytes * 1024 * 1024 / Math.Max(1, largeFiles);
        Define(folder, Large, string.Empty);
        Define(folder, LargePublished, Publish);
        foreach (var name in largeFiles > 0 ? new[] { Large, LargePublished } : [])
        {
            for (var i = 0; i < largeFiles; i++)
            {
                folder.Write($"{name}/skeleton/part-{i / 100:00}/file-{i:0000}.txt", Text(i, size));
            }
        }

        return folder;
    }

    private static void Define(TemplateFolder folder, string name, string steps) =>
        folder.Write($"{name}/template.yaml", Head.Replace("NAME", name, StringComparison.Ordinal) + steps);

    private static string Text(int number, int size)
    {
        var text = new StringBuilder("# ${{ values.name }}\n\nOwned by ${{ values.owner }}.\n\n", size + 200);
        for (var line = 0; text.Length < size; line++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"Line {line} of file {number}: the quick brown fox jumps over the lazy dog.\n");
        }

        return text.ToString();
    }
}
