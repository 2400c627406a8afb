using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class AllowRulesTests
{
    private static readonly RepositoryHost Host = RepositoryHost.Of(new Uri("https://api.github.com/"));

    public static TheoryData<string> Accepted => [.. CatalogRulesExamples.Accepted];

    public static TheoryData<string> Refused => [.. CatalogRulesExamples.Refused];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Rules_of_the_contract_are_accepted(string text) => Assert.Empty(AllowRulesText.Parse(text).Problems);

    [Theory]
    [MemberData(nameof(Refused))]
    [InlineData("not json")]
    public void Rules_beside_the_contract_are_refused(string text) => Assert.False(AllowRulesText.Parse(text).IsOk);

    [Fact]
    public void Everything_that_is_wrong_with_rules_is_said_at_once() => Assert.Equal(
        ["[0].allow[1]", "[0].locations[0].type", "[1].allow", "[1].more"],
        AllowRulesText.Parse("""[{"allow":["Group","?"],"locations":[{"type":"file"}]},{"more":1}]""")
            .Problems.Select(problem => problem.Field).Order());

    [Theory]
    [InlineData("Component")]
    [InlineData("API")]
    [InlineData("Resource")]
    [InlineData("System")]
    [InlineData("Domain")]
    [InlineData("AiResource")]
    [InlineData("Product")]
    public void By_default_what_teams_describe_comes_from_everywhere(string kind)
    {
        Assert.Null(Check("", kind, Pushed("acme/orders")));
        Assert.Null(Check("", kind, Descriptor.Inline("url:https://example.com/x.yaml")));
    }

    [Theory]
    [InlineData("Group")]
    [InlineData("USER")]
    [InlineData("Template")]
    [InlineData("Location")]
    public void By_default_a_repository_can_not_say_who_belongs_to_whom(string kind)
    {
        var problem = Check("", kind, Pushed("acme/orders"))!;

        Assert.Equal((AllowRules.NotAllowed, "kind", kind), (problem.Code, problem.Field, (string)problem.Value!));
        Assert.Contains("https://github.com/acme/orders/blob/main/catalog-info.yaml", problem.Message, StringComparison.Ordinal);
        Assert.Null(Check($"[{problem.Expected!["a rule like ".Length..]}]", kind, Pushed("acme/orders")));
    }

    [Fact]
    public void By_default_a_registered_location_leads_on_and_brings_no_people()
    {
        var brought = Pushed("acme/orders") with { Registered = "url:https://github.com/acme/all/blob/main/all.yaml" };

        Assert.Null(Check("", "Location", brought));
        Assert.NotNull(Check("", "User", brought));
    }

    [Fact]
    public void A_listed_location_allows_what_it_brings_by_others()
    {
        const string rules = """[{"allow":["Group"],"locations":[{"exact":"https://github.com/acme/org/blob/main/all.yaml"}]}]""";
        var brought = Pushed("acme/teams") with { Registered = "url:https://github.com/acme/org/blob/main/all.yaml" };

        Assert.Null(Check(rules, "Group", brought));
        Assert.NotNull(Check(rules, "Group", Pushed("acme/teams")));
    }

    [Theory]
    [InlineData("acme/org", true)]
    [InlineData("ACME/Org", true)]
    [InlineData("acme/org-fork", false)]
    [InlineData("evil/org", false)]
    public void A_listed_repository_is_that_one_only(string repository, bool isAllowed) => Assert.Equal(
        isAllowed,
        Check("""[{"allow":["Group"],"locations":[{"repository":"acme/org"}]}]""", "Group", Pushed(repository)) is null);

    [Fact]
    public void What_a_message_says_about_its_repositorys_address_does_not_count()
    {
        const string rules = """[{"allow":["Group"],"locations":[{"pattern":"https://github.com/acme/org/**"}]}]""";
        var spoofed = Descriptor.InRepository(
            new("1", "evil/orders", PushBuilder.Sha, Url: new Uri("https://github.com/acme/org")), "groups.yaml");

        Assert.NotNull(Check(rules, "Group", spoofed));
        Assert.Null(Check(rules, "Group", Pushed("acme/org")));
    }

    [Fact]
    public void A_text_that_only_claims_its_address_is_inline()
    {
        const string address = "https://github.com/acme/org/blob/main/groups.yaml";
        var claimed = Descriptor.Inline("url:" + address);

        Assert.NotNull(Check($$"""[{"allow":["Group"],"locations":[{"type":"url","exact":"{{address}}"}]}]""", "Group", claimed));
        Assert.NotNull(Check($$"""[{"allow":["Group"],"locations":[{"exact":"{{address}}"}]}]""", "Group", claimed));
        Assert.Null(Check($$"""[{"allow":["Group"],"locations":[{"type":"inline","exact":"{{address}}"}]}]""", "Group", claimed));
    }

    [Fact]
    public void No_rules_allow_nothing() => Assert.NotNull(Check("[]", "Component", Pushed("acme/orders")));

    private static Problem? Check(string rules, string kind, Descriptor descriptor) =>
        new AllowRules(AllowRulesText.Parse(rules).Value!, Host).Check(EntityRef.Create(kind, "default", "x"), descriptor);

    private static Descriptor Pushed(string repository) =>
        Descriptor.InRepository(new("1", repository, PushBuilder.Sha, Branch: "main"), "catalog-info.yaml");
}
