using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.TestKit.Catalog.Generation;

/// <summary>
/// A catalog as an organisation of that size has it: domains, systems, groups, users, components, APIs and resources with the
/// relations, annotations, tags and links that real ones have. The same number and seed give the same catalog, and any entity can
/// be made by itself, so that 100,000 need no memory.
/// </summary>
/// <param name="entities">How many there are in all; 100 at least.</param>
public sealed class CatalogGenerator(int entities, int seed = 2026, string organization = "acme")
{
    private static readonly string[] Areas =
    [
        "orders", "payments", "billing", "catalog", "search", "shipping", "identity", "pricing", "inventory", "checkout",
        "reviews", "returns", "loyalty", "fraud", "ledger", "media", "messaging", "reports", "support", "partners",
    ];

    private static readonly string[] Parts =
        ["api", "worker", "gateway", "frontend", "sync", "importer", "exporter", "scheduler", "adapter", "store"];

    private static readonly string[] Tags =
    [
        "java", "kotlin", "go", "python", "typescript", "dotnet", "rust", "react", "spring", "grpc", "kafka", "postgres",
        "redis", "public", "internal", "pci", "gdpr", "tier-1", "tier-2", "tier-3", "batch", "realtime", "data", "legacy",
    ];

    private static readonly string[] Types = ["service", "service", "service", "website", "library", "data-pipeline"];
    private static readonly string[] Lifecycles = ["production", "production", "production", "experimental", "deprecated"];
    private static readonly string[] ApiTypes = ["openapi", "openapi", "asyncapi", "graphql", "grpc"];
    private static readonly string[] ResourceTypes = ["database", "database", "s3-bucket", "queue", "topic", "cache"];

    /// <summary>So many of 100, in the order in which they are numbered.</summary>
    private static readonly (GeneratedKind Kind, int Share)[] Shares =
    [
        (GeneratedKind.Domain, 1), (GeneratedKind.Group, 3), (GeneratedKind.System, 5), (GeneratedKind.User, 9),
        (GeneratedKind.Resource, 14), (GeneratedKind.Api, 20), (GeneratedKind.Component, 48),
    ];

    public int Count { get; } = entities >= 100 ? entities : throw new ArgumentOutOfRangeException(nameof(entities));

    public IEnumerable<GeneratedEntity> All() => Enumerable.Range(0, Count).Select(index => At(index));

    /// <param name="version">Another one has another description.</param>
    public GeneratedEntity At(int index, int version = 0)
    {
        var (kind, number) = KindOf(index);
        var random = new Random(HashCode(index));
        var name = Name(kind, number);
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["title"] = Title(name),
            ["description"] = $"{Title(name)} of the {Pick(random, Areas)} area: what {Pick(random, Areas)} and"
                + $" {Pick(random, Areas)} need, version {version}.",
        };
        var spec = Spec(kind, number, random);
        if (kind is not (GeneratedKind.User or GeneratedKind.Group))
        {
            metadata["labels"] = new JsonObject { ["acme.example/cost-center"] = Text(1000 + random.Next(40)) };
            metadata["annotations"] = Annotations(kind, name, random);
            metadata["tags"] = Strings(Enumerable.Range(0, 2 + random.Next(3)).Select(_ => Pick(random, Tags)).Distinct());
            metadata["links"] = Links(name);
        }

        var document = new JsonObject
        {
            ["apiVersion"] = "backstage.io/v1alpha1",
            ["kind"] = kind == GeneratedKind.Api ? "API" : kind.ToString(),
            ["metadata"] = metadata,
            ["spec"] = spec,
        };
        return kind is GeneratedKind.Component or GeneratedKind.Api or GeneratedKind.Resource
            ? new(
                $"{organization}/{Name(GeneratedKind.Component, number % Of(GeneratedKind.Component))}",
                $"{kind}.yaml".ToLowerInvariant(),
                document)
            : new($"{organization}/organization", $"{kind}s/{name}.yaml".ToLowerInvariant(), document);
    }

    private JsonObject Spec(GeneratedKind kind, int number, Random random) => kind switch
    {
        GeneratedKind.Domain => new() { ["owner"] = Group(random) },
        GeneratedKind.Group => new()
        {
            ["type"] = number == 0 ? "organization" : "team",
            ["profile"] = Profile(Name(kind, number)),
            ["children"] = new JsonArray(),
            ["parent"] = Name(kind, number / 8),
        },
        GeneratedKind.System => new()
        {
            ["owner"] = Group(random),
            ["domain"] = Name(GeneratedKind.Domain, number % Of(GeneratedKind.Domain)),
        },
        GeneratedKind.User => new()
        {
            ["profile"] = Profile(Name(kind, number)),
            ["memberOf"] = Strings([Group(random), .. random.Next(3) == 0 ? [Group(random)] : Array.Empty<string>()]),
        },
        GeneratedKind.Resource => new()
        {
            ["type"] = Pick(random, ResourceTypes),
            ["owner"] = Group(random),
            ["system"] = System(random),
        },
        GeneratedKind.Api => new()
        {
            ["type"] = Pick(random, ApiTypes),
            ["lifecycle"] = Pick(random, Lifecycles),
            ["owner"] = Group(random),
            ["system"] = System(random),
            ["definition"] = $"openapi: 3.1.0\ninfo:\n  title: {Title(Name(kind, number))}\n  version: 1.{number % 9}.0\npaths:\n"
                + "  /items: {get: {responses: {'200': {description: All of them}}}}\n",
        },
        _ => new()
        {
            ["type"] = Pick(random, Types),
            ["lifecycle"] = Pick(random, Lifecycles),
            ["owner"] = Group(random),
            ["system"] = System(random),
            ["providesApis"] = Strings(number % 2 == 0 ? [Name(GeneratedKind.Api, number / 2 % Of(GeneratedKind.Api))] : []),
            ["consumesApis"] = Strings(Some(GeneratedKind.Api, random, 3)),
            ["dependsOn"] = Strings([
                .. Some(GeneratedKind.Resource, random, 2).Select(name => $"resource:{name}"),
                // Some dependencies are on what nobody has described.
                .. random.Next(50) == 0 ? [$"resource:lost-{number}"] : Array.Empty<string>()]),
        },
    };

    private JsonObject Annotations(GeneratedKind kind, string name, Random random)
    {
        var annotations = new JsonObject { ["github.com/project-slug"] = $"{organization}/{name}" };
        if (kind == GeneratedKind.Component)
        {
            annotations["backstage.io/techdocs-ref"] = "dir:.";
            annotations["pagerduty.com/service-id"] = Text(100_000 + random.Next(900_000));
        }

        return annotations;
    }

    private static JsonObject Profile(string name) =>
        new() { ["displayName"] = Title(name), ["email"] = $"{name}@acme.example" };

    private static JsonArray Links(string name) =>
    [
        new JsonObject { ["url"] = $"https://runbooks.acme.example/{name}", ["title"] = "Runbook" },
    ];

    private IEnumerable<string> Some(GeneratedKind kind, Random random, int most) =>
        Enumerable.Range(0, random.Next(most + 1)).Select(_ => Name(kind, random.Next(Of(kind)))).Distinct();

    // A few groups and systems have much, most have little.
    private string Group(Random random) =>
        Name(GeneratedKind.Group, (int)(Of(GeneratedKind.Group) * random.NextDouble() * random.NextDouble()));

    private string System(Random random) => Name(GeneratedKind.System, random.Next(Of(GeneratedKind.System)));

    private static string Name(GeneratedKind kind, int number)
    {
        var area = Areas[number % Areas.Length];
        return kind switch
        {
            GeneratedKind.Domain => $"{area}-domain-{number}",
            GeneratedKind.Group => $"team-{area}-{number}",
            GeneratedKind.System => $"{area}-platform-{number}",
            GeneratedKind.User => $"{area}.person{number}",
            GeneratedKind.Resource => $"{area}-data-{number}",
            GeneratedKind.Api => $"{area}-api-{number}",
            _ => $"{area}-{Parts[number / Areas.Length % Parts.Length]}-{number}",
        };
    }

    private int Of(GeneratedKind kind) => kind == GeneratedKind.Component
        ? Count - Shares[..^1].Sum(share => Count * share.Share / 100)
        : Count * Shares.Single(share => share.Kind == kind).Share / 100;

    private (GeneratedKind Kind, int Number) KindOf(int index)
    {
        foreach (var (kind, _) in Shares)
        {
            if (index < Of(kind))
            {
                return (kind, index);
            }

            index -= Of(kind);
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    private int HashCode(int index) => unchecked((seed * 397) ^ (index * 7919));

    private static string Title(string name) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.Replace('-', ' '));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
