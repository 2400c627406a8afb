using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Proposals;

/// <param name="Folders">One empty name stands for the whole repository.</param>
/// <param name="Reason">Why these, as a sentence.</param>
internal sealed record FoundFolders(IReadOnlyList<string> Folders, string Reason);

/// <summary>
/// Whether a repository has several components, and where. Only what somebody has said, by a workspace or by the usual names of
/// folders, counts; a guess would put components into the catalog that nobody knows.
/// </summary>
internal sealed partial class ProjectFolders(RepositoryFiles files, IDocumentReader documents)
{
    private const int Fewest = 2;

    // More are an entity for each package, which is nobody's list of components.
    private const int Most = 20;

    private static readonly string[] Usual = ["apps", "services", "packages", "libs", "components"];

    private static readonly string[] Manifests =
    [
        "package.json", "pyproject.toml", "setup.py", "requirements.txt", "go.mod", "Cargo.toml", "pom.xml", "build.gradle",
        "build.gradle.kts", "composer.json", "Gemfile", "mix.exs", "Dockerfile",
    ];

    private static readonly string[] Passed =
        ["node_modules", "vendor", "test", "tests", "example", "examples", "samples", "fixtures", "testdata", "docs", "dist"];

    public async Task<FoundFolders> FindAsync(CancellationToken cancellationToken)
    {
        List<string> projects =
        [
            .. files.All.Where(file => IsManifest(file.Path) && !IsPassed(file.Path))
                .Select(file => FolderOf(file.Path)).Where(folder => folder.Length > 0)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        var (members, said) = await WorkspaceAsync(cancellationToken);
        var (found, reason) = members.Count > 0
            ? (projects.Where(folder => GlobPattern.MatchesAny(members, folder) && IsMember(members, folder)).ToList(),
                $"{said} names the folders of a workspace")
            : (projects.Where(folder => folder.Split('/') is [var parent, _] && Usual.Contains(parent)).ToList(),
                "the repository keeps its parts in folders that are usual for that");
        return found.Count switch
        {
            < Fewest => new([string.Empty], "The repository is one component."),
            > Most => new([string.Empty],
                $"There are {found.Count} packages in it; so many are hardly components of their own, so it is one."),
            _ => new(found, $"There are {found.Count} components, because {reason}."),
        };
    }

    /// <summary>A glob that names a folder matches all in it, and a package's folders are no packages.</summary>
    private static bool IsMember(IReadOnlyList<string> members, string folder) =>
        members.Any(member => member.Contains("**", StringComparison.Ordinal))
        || members.Any(member => member.TrimEnd('/').Split('/').Length == folder.Split('/').Length);

    private async Task<(IReadOnlyList<string> Members, string File)> WorkspaceAsync(CancellationToken cancellationToken)
    {
        foreach (var (file, read) in new (string, Func<string, IEnumerable<string>>)[]
        {
            ("pnpm-workspace.yaml", OfPnpm),
            ("package.json", OfPackage),
            ("go.work", text => Lines(GoUse().Matches(text))),
            ("Cargo.toml", text => Lines(Quoted().Matches(CargoMembers().Match(text).Value))),
            ("pom.xml", text => Lines(MavenModule().Matches(text))),
        })
        {
            if (await files.TextAsync(file, cancellationToken) is { } text
                && read(text).Select(Clean).ToList() is { Count: > 0 } members)
            {
                return (members, file);
            }
        }

        return ([], string.Empty);
    }

    private IEnumerable<string> OfPnpm(string text) =>
        documents.Read("pnpm-workspace.yaml", text) is [{ Value.Root: JsonObject root }, ..] ? Texts(root["packages"]) : [];

    private static IEnumerable<string> OfPackage(string text) => PackageManifest.Parse(text)?.Body["workspaces"] switch
    {
        JsonArray list => Texts(list),
        JsonObject named => Texts(named["packages"]),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonValue>()
        .Select(item => item.TryGetValue<string>(out var text) ? text : string.Empty).Where(text => text.Length > 0);

    private static IEnumerable<string> Lines(MatchCollection matches) => matches.Select(match => match.Groups[1].Value);

    private static string Clean(string member) =>
        member.StartsWith("./", StringComparison.Ordinal) ? member[2..] : member;

    private static bool IsManifest(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return Manifests.Contains(name) || name.EndsWith(".csproj", StringComparison.Ordinal)
            || name.EndsWith(".fsproj", StringComparison.Ordinal);
    }

    private static bool IsPassed(string path) =>
        path.Split('/')[..^1].Any(folder => folder.StartsWith('.') || Passed.Contains(folder));

    private static string FolderOf(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : string.Empty;

    [GeneratedRegex(@"^\s*(?:use\s+)?(\./[^\s()]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex GoUse();

    [GeneratedRegex(@"^members\s*=\s*\[[^\]]*\]", RegexOptions.Multiline)]
    private static partial Regex CargoMembers();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"<module>\s*([^<\s]+)\s*</module>")]
    private static partial Regex MavenModule();
}
