namespace Platform.Functions.Tests.Scaffolding.Promotion;

/// <summary>An app that offers what was promoted, and makes canaries.</summary>
public sealed class PromotionFixture : ScaffoldFixture
{
    public const string Tests = """
        cases:
          - name: makes a service
            values: { name: orders, organization: acme }
            expect:
              files: [README.md, catalog-info.yaml]
          - name: needs a name
            values: { organization: acme }
            expect:
              error: { code: schema-required }

        """;

    public string Canaries { get; } = $"canaries-{Guid.NewGuid():N}"[..20];

    protected override void Configure(IDictionary<string, string?> settings)
    {
        base.Configure(settings);
        foreach (var template in new[] { "green", "red", "plain" })
        {
            Templates.Write($"{template}/template.tests.yaml", Tests);
        }

        settings["TemplatePromotion"] = "required";
        settings["TemplateCanaryOrganization"] = Canaries;
    }
}
