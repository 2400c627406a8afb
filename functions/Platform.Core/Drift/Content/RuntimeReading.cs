using System.Text.RegularExpressions;

namespace Platform.Core.Drift.Content;

/// <summary>Finds the runtimes that files of known names pin; open ranges pin nothing.</summary>
internal static partial class RuntimeReading
{
    public static bool Reads(string path)
    {
        var name = ContentPaths.NameOf(path);
        return name is "package.json" or ".nvmrc" or ".node-version" or "pyproject.toml" or ".python-version" or "global.json"
                or "go.mod" or "pom.xml" or "build.gradle" or "build.gradle.kts"
            || IsDockerfile(name) || name.EndsWith(".csproj", StringComparison.Ordinal);
    }

    public static bool IsDockerfile(string name) => name == "Dockerfile"
        || name.StartsWith("Dockerfile.", StringComparison.Ordinal) || name.EndsWith(".Dockerfile", StringComparison.Ordinal);

    public static IEnumerable<RuntimeDeclaration> Read(string path, string text)
    {
        var name = ContentPaths.NameOf(path);
        return name switch
        {
            "package.json" => OfPackage(path, text),
            ".nvmrc" or ".node-version" => One(path, text, "nodejs", VersionFile(), RuntimeCycles.Node),
            ".python-version" => One(path, text, "python", VersionFile(), RuntimeCycles.MajorMinor),
            "pyproject.toml" => One(path, text, "python", RequiresPython(), RuntimeRanges.Python),
            "global.json" => OfGlobalJson(path, text),
            "go.mod" => Toolchain().IsMatch(text) ? One(path, text, "go", Toolchain(), RuntimeCycles.MajorMinor)
                : One(path, text, "go", GoLine(), RuntimeCycles.MajorMinor),
            "pom.xml" => One(path, text, "java", JavaOfMaven(), RuntimeCycles.Java),
            "build.gradle" or "build.gradle.kts" => One(path, text, "java", JavaOfGradle(), RuntimeCycles.Java),
            _ when name.EndsWith(".csproj", StringComparison.Ordinal) =>
                One(path, text, "dotnet", TargetFramework(), RuntimeCycles.NewestFramework),
            _ when IsDockerfile(name) => DockerImages.Read(path, text),
            _ => [],
        };
    }

    private static IEnumerable<RuntimeDeclaration> OfPackage(string path, string text)
    {
        var body = Json.Parse(text);
        var (engines, volta) = (Json.Text(body?["engines"]?["node"]), Json.Text(body?["volta"]?["node"]));
        return (RuntimeRanges.Node(engines) ?? RuntimeCycles.Node(volta ?? string.Empty)) is { } cycle
            ? [new("nodejs", cycle, path, LineOf(text, text.IndexOf("\"node\"", StringComparison.Ordinal)))]
            : [];
    }

    private static IEnumerable<RuntimeDeclaration> OfGlobalJson(string path, string text)
    {
        var sdk = Json.Parse(text)?["sdk"];
        return Json.Text(sdk?["rollForward"]) is "major" or "latestMajor" || Json.Text(sdk?["version"]) is not { } version
            || RuntimeCycles.DotNet(version) is not { } cycle
            ? []
            : [new("dotnet", cycle, path, LineOf(text, text.IndexOf("\"version\"", StringComparison.Ordinal)))];
    }

    private static IEnumerable<RuntimeDeclaration> One(
        string path, string text, string product, Regex pattern, Func<string, string?> cycleOf)
    {
        var found = pattern.Match(text);
        return found.Success && cycleOf(found.Groups[1].Value) is { } cycle
            ? [new(product, cycle, path, LineOf(text, found.Groups[1].Index))]
            : [];
    }

    internal static int LineOf(string text, int index) => index < 0 ? 1 : text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"\A\s*(\S{1,40})")]
    private static partial Regex VersionFile();

    [GeneratedRegex(@"^\s*requires-python\s*=\s*[""']([^""'\n]{1,200})[""']", RegexOptions.Multiline)]
    private static partial Regex RequiresPython();

    [GeneratedRegex(@"^toolchain\s+go(\S{1,20})", RegexOptions.Multiline)]
    private static partial Regex Toolchain();

    [GeneratedRegex(@"^go\s+(\S{1,20})", RegexOptions.Multiline)]
    private static partial Regex GoLine();

    [GeneratedRegex(
        @"<(?:maven\.compiler\.release|java\.version|maven\.compiler\.source|maven\.compiler\.target)>\s*([0-9.]{1,10})\s*<")]
    private static partial Regex JavaOfMaven();

    [GeneratedRegex(
        @"(?:JavaLanguageVersion\.of\(\s*|JavaVersion\.VERSION_|sourceCompatibility\s*=?\s*[""']?)"
        + @"([0-9]{1,2}(?:[._][0-9]{1,2})?)")]
    private static partial Regex JavaOfGradle();

    [GeneratedRegex(@"<TargetFrameworks?>\s*([^<]{1,300})<")]
    private static partial Regex TargetFramework();
}
