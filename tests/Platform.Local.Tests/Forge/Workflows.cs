namespace Platform.Local.Tests.Forge;

/// <summary>Workflow files that tests push.</summary>
internal static class Workflows
{
    public const string Green = """
        name: CI
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v5
              - run: test -f .github/workflows/ci.yml
        """;

    /// <summary>One job with these steps, written as YAML at the margin.</summary>
    public static string Steps(string steps, string head = "") =>
        $"""
            name: CI
            on: push
            {head}
            jobs:
              test:
                runs-on: ubuntu-latest
                steps:
            {string.Join('\n', steps.ReplaceLineEndings("\n").Split('\n').Select(line => "      " + line))}
            """;
}
