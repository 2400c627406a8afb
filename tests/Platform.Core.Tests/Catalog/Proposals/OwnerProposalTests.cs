using Platform.Core.Catalog.Proposals;

namespace Platform.Core.Tests.Catalog.Proposals;

public sealed class OwnerProposalTests
{
    private const string Owner = "spec.owner";

    [Fact]
    public async Task Without_codeowners_only_a_person_can_say()
    {
        var proposed = await new AnalysisWorld().With("a").OneAsync();

        Assert.Equal(ProposedFieldState.NeedsUserInput, proposed.Field(Owner).State);
        Assert.Null(proposed.Entity["spec"]!["owner"]);
        Assert.Equal([Owner], proposed.Open.Select(field => field.Field));
    }

    [Theory]
    [InlineData("*.js @acme/web")]
    [InlineData("*")]
    [InlineData("* nobody")]
    [InlineData("* ada@acme.com")]
    public async Task A_file_that_names_nobody_for_the_whole_leaves_it_to_a_person(string text) =>
        Assert.Equal(
            ProposedFieldState.NeedsUserInput,
            (await new AnalysisWorld().With("CODEOWNERS", text).OneAsync()).Field(Owner).State);

    [Theory]
    [InlineData("* @ada @acme/commerce", "group:default/commerce")]
    [InlineData("* @Ada", "user:default/ada")]
    [InlineData("* @acme/Commerce", "group:default/commerce")]
    public async Task A_team_comes_before_a_person_and_both_may_still_be_unknown(string text, string owner)
    {
        var field = (await new AnalysisWorld().With("docs/CODEOWNERS", text).OneAsync()).Field(Owner);

        Assert.Equal(owner, field.Value);
        Assert.Contains("The catalog has no", field.Description);
    }

    [Fact]
    public async Task Whom_the_catalog_knows_comes_first()
    {
        var world = await new AnalysisWorld().With("CODEOWNERS", "* @acme/unknown @ada").KnowsAsync("User", "ada");

        var field = (await world.OneAsync()).Field(Owner);

        Assert.Equal("user:default/ada", field.Value);
        Assert.Equal("It is whom line 1 of CODEOWNERS (`*`) names: @ada.", field.Description);
    }

    [Fact]
    public async Task A_group_of_the_same_name_that_is_another_team_is_not_proposed()
    {
        var world = await new AnalysisWorld().With("CODEOWNERS", "* @acme/commerce")
            .KnowsAsync("Group", "commerce", "github.com/team-slug", "other/commerce");

        Assert.Equal(ProposedFieldState.NeedsUserInput, (await world.OneAsync()).Field(Owner).State);
    }

    [Fact]
    public async Task A_mail_address_is_somebody_when_the_catalog_knows_it()
    {
        var world = await new AnalysisWorld().With("CODEOWNERS", "* Ada.L@acme.com").KnowsAsync("User", "ada.l_acme.com");

        Assert.Equal("user:default/ada.l_acme.com", (await world.OneAsync()).ValueOf(Owner));
    }

    [Fact]
    public async Task The_file_in_the_github_folder_counts_before_the_others()
    {
        var world = new AnalysisWorld().With("CODEOWNERS", "* @acme/b").With(".github/CODEOWNERS", "* @acme/a");

        Assert.Equal("group:default/a", (await world.OneAsync()).ValueOf(Owner));
    }
}
