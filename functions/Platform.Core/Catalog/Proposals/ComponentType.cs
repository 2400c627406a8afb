using System.Text.RegularExpressions;

namespace Platform.Core.Catalog.Proposals;

/// <summary>Tells from the files of a folder what kind of component it is, and by which of them.</summary>
internal sealed class ComponentType(RepositoryFiles files)
{
    private const string Field = "spec.type";

    private static readonly string[] PagePackages =
    [
        "next", "nuxt", "react-dom", "vue", "@angular/core", "svelte", "astro", "gatsby", "@docusaurus/core", "@remix-run/react",
        "solid-js", "preact",
    ];

    private static readonly string[] ServerPackages =
        ["express", "fastify", "koa", "@nestjs/core", "@hapi/hapi", "hono", "restify", "@azure/functions"];

    private static readonly string[] PageFiles =
        ["index.html", "public/index.html", "src/index.html", "angular.json", "_config.yml", "hugo.toml"];

    private static readonly string[] ServiceFiles =
    [
        "Dockerfile", "Containerfile", "Chart.yaml", "charts", "Procfile", "host.json", "serverless.yml", "kustomization.yaml",
        "openapi.yaml", "openapi.json", "k8s", "deploy",
    ];

    /// <summary>Words in files that only services have; the first group of each says which.</summary>
    private static readonly (string File, Regex Words)[] ServiceWords =
    [
        ("requirements.txt", WordsOf("fastapi|flask|django|aiohttp|starlette|tornado|sanic")),
        ("pyproject.toml", WordsOf("fastapi|flask|django|aiohttp|starlette|tornado|sanic")),
        ("pom.xml", WordsOf("spring-boot|quarkus|micronaut|dropwizard|helidon")),
        ("build.gradle", WordsOf("spring-boot|springframework.boot|quarkus|micronaut|ktor")),
        ("build.gradle.kts", WordsOf("spring-boot|springframework.boot|quarkus|micronaut|ktor")),
        ("*.csproj", WordsOf(@"Microsoft\.NET\.Sdk\.Web|Microsoft\.NET\.Sdk\.Worker|Microsoft\.Azure\.Functions\.Worker")),
        ("Cargo.toml", WordsOf("actix-web|axum|rocket|warp|tonic")),
        ("go.mod", WordsOf("gin-gonic/gin|labstack/echo|go-chi/chi|gofiber/fiber|google.golang.org/grpc")),
        ("Gemfile", WordsOf("rails|sinatra|puma")),
        ("composer.json", WordsOf("laravel/framework|symfony/framework-bundle|slim/slim")),
    ];

    private static readonly (string File, Regex Words)[] LibraryWords =
    [
        ("*.csproj", WordsOf("PackageId|IsPackable>true|GeneratePackageOnBuild>true")),
        ("composer.json", WordsOf("\"type\":\\s*\"library\"")),
        ("pyproject.toml", WordsOf("build-system")),
        ("setup.py", WordsOf("setup")),
    ];

    private static readonly string[] LibraryFiles = ["src/lib.rs", "lib.rs"];

    public async Task<ProposedField> OfAsync(string folder, PackageManifest? package, CancellationToken cancellationToken) =>
        OfPages(folder, package)
        ?? OfFiles(folder, ServiceFiles, "service", "so something runs")
        ?? OfPackage(package, ServerPackages, "service")
        ?? await OfWordsAsync(folder, ServiceWords, "service", cancellationToken)
        ?? OfExports(package)
        ?? OfFiles(folder, LibraryFiles, "library", "which others link")
        ?? await OfWordsAsync(folder, LibraryWords, "library", cancellationToken)
        ?? (OfKind(folder, ".gemspec") is { } spec
            ? ProposedField.Suggested(Field, "library", $"{spec} makes a package for others.")
            : ProposedField.Suggested(
                Field, "other", "No file says whether this is a service, a website or a library. Please correct it."));

    private ProposedField? OfPages(string folder, PackageManifest? package) =>
        OfPackage(package, PagePackages, "website") is { } found && package!.DependsOn(ServerPackages) is null
            && (package.Exported is null || Exists(folder, PageFiles) is not null)
            ? found
            : OfFiles(folder, PageFiles, "website", "which browsers show");

    private static ProposedField? OfPackage(PackageManifest? package, string[] packages, string type) =>
        package?.DependsOn(packages) is { } name
            ? ProposedField.Suggested(Field, type, $"package.json depends on {name}.")
            : null;

    private static ProposedField? OfExports(PackageManifest? package) =>
        package?.Exported is { } field && !package.IsProgram
            ? ProposedField.Suggested(Field, "library", $"package.json has '{field}', which is for those who import it.")
            : null;

    private ProposedField? OfFiles(string folder, string[] names, string type, string what) =>
        Exists(folder, names) is { } name ? ProposedField.Suggested(Field, type, $"There is {name}, {what}.") : null;

    private async Task<ProposedField?> OfWordsAsync(
        string folder, (string File, Regex Words)[] table, string type, CancellationToken cancellationToken)
    {
        foreach (var (file, words) in table)
        {
            var path = file.StartsWith('*') ? OfKind(folder, file[1..]) : RepositoryFiles.Join(folder, file);
            if (path is not null && await files.TextAsync(path, cancellationToken) is { } text
                && words.Match(text) is { Success: true } match)
            {
                return ProposedField.Suggested(Field, type, $"{path} names {match.Value.Trim('"')}.");
            }
        }

        return null;
    }

    /// <summary>A name without a dot may be a folder's.</summary>
    private string? Exists(string folder, string[] names)
    {
        foreach (var path in names.Select(name => RepositoryFiles.Join(folder, name)))
        {
            if (files.Has(path) || files.All.Any(file => file.Path.StartsWith(path + "/", StringComparison.Ordinal)))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The first file of the folder itself, or of one below it, whose name ends so.</summary>
    private string? OfKind(string folder, string ending)
    {
        var start = folder.Length == 0 ? string.Empty : folder + "/";
        return files.All
            .Select(file => file.Path)
            .Where(path => path.StartsWith(start, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal)
                && !path.Contains("test", StringComparison.OrdinalIgnoreCase))
            .OrderBy(path => path.Count(c => c == '/')).ThenBy(path => path, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static Regex WordsOf(string words) => new(
        words, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
