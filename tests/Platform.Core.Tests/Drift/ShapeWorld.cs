using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Drift.Content;
using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Tests.Drift;

/// <summary>An organization of generated services, as the sweep would have seen it.</summary>
internal sealed class ShapeWorld : IDriftWorld
{
    private static readonly YamlDocumentReader Reader = new();
    private static readonly ContentReading Contents = new(Reader);

    private readonly Dictionary<string, EntityFacts> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceShape> _byKey;
    private readonly Dictionary<string, ServiceShape> _byRepository = new(StringComparer.OrdinalIgnoreCase);

    public ShapeWorld(IReadOnlyList<ServiceShape> shapes)
    {
        _byKey = shapes.ToDictionary(shape => shape.Key);
        foreach (var shape in shapes)
        {
            _byRepository[$"acme/{shape.Name}"] = shape;
            if (shape.Entity is not null)
            {
                Add(shape.Entity, $"acme/{shape.FormerName ?? shape.Name}", shape.LifecycleSince);
            }

            if (shape.Entity?.Contains($"loop-{shape.Number}", StringComparison.Ordinal) == true)
            {
                Add(Other("Component", $"loop-{shape.Number}", $"dependsOn: [component:{shape.Name}]"), null, null);
            }
        }

        for (var team = 0; team < 20; team++)
        {
            Add(Other("Group", $"team-{team}", "type: team"), null, null);
            Add(Other("User", $"dev-{team}", $"memberOf: [team-{team}]"), null, null);
        }

        Add(Other("Group", "team-empty", "type: team"), null, null);
        Add(Other("Resource", "database", "type: database"), null, null);
        Add(Other("API", "shop-api", "type: openapi"), null, null);
        Add(Other("System", "shop", "owner: team-1"), null, null);
    }

    public static GoldenPath Path { get; } = GoldenPath.Default with
    {
        Workflows = new([new("acme/workflows/.github/workflows/service.yml", "v2")]),
    };

    public HashSet<string> MissingParts { get; } = [];

    public HashSet<string> IncompleteParts { get; } = [];

    public IReadOnlyCollection<EntityFacts> Entities => _entities.Values;

    public static IReadOnlyList<RuleResult> Judge(ServiceShape shape, ShapeWorld? world = null, GoldenPath? path = null)
    {
        world ??= new([shape]);
        var evaluation = new DriftEvaluation();
        var facts = FactsOf(shape);
        return [.. world.InputsOf(shape, facts)
            .SelectMany(input => evaluation.Evaluate(input, world, path ?? Path, ServiceShape.Now))];
    }

    public IEnumerable<DriftInput> InputsOf(ServiceShape shape, RepositoryFacts facts)
    {
        yield return DriftInput.Of(facts, this);
        if (Find(shape.Key) is { } entity)
        {
            yield return DriftInput.Of(entity, facts, this);
        }

        yield return DriftInput.Of(new ServiceFacts(shape.DeployedAs ?? "resource:default/database", "it",
            ServiceShape.Now.AddDays(-1), "production", 3));
        yield return DriftInput.OfOrganization(shape.CatalogGrows ? "growing" : "standing");
    }

    public static RepositoryFacts FactsOf(ServiceShape shape)
    {
        var files = shape.Files.ToDictionary(StringComparer.Ordinal);
        var tree = files.Select(file => new TreeFile(file.Key, ContentHash.Of(file.Value), file.Value.Length)).ToList();
        var wanted = files.Where(file => Contents.Wants(file.Key)).ToDictionary();
        var content = Contents.Read("head", tree, wanted, complete: true, Path, shape.Scaffolded.Keys.ToHashSet());
        return new(
            shape.Number + 1,
            Fact(new RepositoryListed(
                RepositoryName.Create("acme", shape.Name), "main", new Uri($"https://github.com/acme/{shape.Name}"),
                shape.Archived, shape.Fork, shape.IsTemplate, shape.Gone, ServiceShape.Now,
                shape.FormerName is null ? [] : [$"acme/{shape.FormerName}"])),
            Fact(content), Fact(shape.Protection), Fact(shape.Ci), Fact(shape.Commits!));
    }

    public WorldPart? Part(string name) => MissingParts.Contains(name) ? null : new(
        "test", ServiceShape.Now, TimeSpan.FromDays(1), ServiceShape.Now.AddDays(-400), !IncompleteParts.Contains(name));

    public EntityFacts? Find(string canonical) => _entities.GetValueOrDefault(canonical);

    public IReadOnlyList<EntityFacts> EntitiesOf(RepositoryName repository) =>
        _byRepository.TryGetValue($"{repository}", out var shape) && Find(shape.Key) is { } one ? [one] : [];

    public RepositoryPresence Presence(RepositoryName repository) =>
        _byRepository.TryGetValue($"{repository}", out var shape)
            ? shape.Gone ? RepositoryPresence.Gone : RepositoryPresence.Listed
            : repository.Owner == "acme" ? RepositoryPresence.Gone : RepositoryPresence.Unknown;

    public IReadOnlyList<EntityDependent> Dependents(string canonical) =>
        _byKey.TryGetValue(canonical, out var shape) ? shape.Dependents : [];

    public IReadOnlyCollection<string> Members(EntityRef owner) => Logins(owner).Select(one => $"user:default/{one}").ToList();

    public IReadOnlySet<string> Logins(EntityRef owner) => owner.Name.StartsWith("team-", StringComparison.Ordinal)
        && owner.Name != "team-empty" ? new HashSet<string> { $"dev-{owner.Name[5..]}" } : new HashSet<string>();

    public EntityRef? OwnerNamed(string codeOwner) =>
        codeOwner.StartsWith("@acme/", StringComparison.Ordinal) ? EntityRef.Create("group", "default", codeOwner[6..]) : null;

    public DateTimeOffset? LastDeployment(string canonical, string tier) =>
        tier == "production" && _byKey.TryGetValue(canonical, out var shape) ? shape.LastProduction : null;

    public IReadOnlyList<ArgoApplication> ArgoApplications(string canonical) =>
        _byKey.TryGetValue(canonical, out var shape) ? shape.Argo : [];

    public IReadOnlyList<ScaffoldedFolder> Scaffolded(RepositoryFacts repository)
    {
        var shape = _byRepository[$"{repository.Name}"];
        return shape.Scaffolded.Count == 0 ? [] :
        [
            new(string.Empty, EntityRef.Parse("template:default/service"), "1.0.0", "a", "2.0.0",
                shape.TemplateMovedOn ? "b" : "a",
                shape.Scaffolded.ToDictionary(file => file.Key, file => ContentHash.Of(file.Value))),
        ];
    }

    public LinkState? Link(string url) => _byKey[$"component:default/{url[(url.LastIndexOf('/') + 1)..]}"].Link;

    public OwnerDoubt? OwnerDoubt(string canonical) => _byKey.TryGetValue(canonical, out var shape) ? shape.Doubt : null;

    public IReadOnlyList<WeekCounts> Weeks(string organization) => [.. Enumerable.Range(0, 12).Select(week => new WeekCounts(
        new DateOnly(2026, 3, 2).AddDays(week * 7), organization == "growing" ? 100 + week : 100, 200 + week, 50 + week))];

    private static Fact<T> Fact<T>(T value) => new(value, ServiceShape.Now.AddHours(-1), TimeSpan.FromDays(1), "github");

    private void Add(string yaml, string? repository, DateTimeOffset? lifecycleSince)
    {
        var body = (JsonObject)Reader.Read("entity", yaml)[0].Value!.Root!;
        var entity = new EntityFacts(
            EntityRef.Create(body["kind"]!.ToString(), "default", body["metadata"]!["name"]!.ToString()), body,
            repository is null ? null : RepositoryName.Parse(repository), repository is null ? null : "catalog-info.yaml",
            ServiceShape.Now.AddDays(-300), lifecycleSince);
        _entities[entity.Canonical] = entity;
    }

    private static string Other(string kind, string name, string spec) =>
        $"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec: {{ {spec} }}\n";
}
