using CsCheck;
using Platform.Core.Catalog.People;
using Platform.Core.Catalog.Validation;

namespace Platform.Core.Tests.Catalog.People;

public sealed class PeopleNamesTests
{
    [Theory]
    [InlineData("Ada.Lovelace@Acme.com", "ada.lovelace_acme.com")]
    [InlineData("My Group (Reader)", "my_group_reader")]
    [InlineData("  Platform   Team  ", "platform_team")]
    [InlineData("x_gmail.com#EXT#@acme.onmicrosoft.com", "x_gmail.com_ext_acme.onmicrosoft.com")]
    [InlineData("team-a", "team-a")]
    public void Names_from_Graph_are_those_that_Backstage_gives(string text, string name) =>
        Assert.Equal(name, PeopleNames.OfGraph(text));

    [Theory]
    [InlineData("Octo-Cat")]
    [InlineData("mona_acme")]
    [InlineData("platform-team")]
    public void Names_from_GitHub_stay_as_they_are(string name) => Assert.Equal(name, PeopleNames.OfGitHub(name));

    [Theory]
    [InlineData("_a_", "a")]
    [InlineData("Überblick", "berblick")]
    public void What_would_be_no_valid_name_is_fitted(string text, string name) =>
        Assert.Equal(name, PeopleNames.OfGraph(text));

    [Fact]
    public void Long_names_that_begin_alike_stay_apart()
    {
        var name = new string('a', 80);

        Assert.NotEqual(PeopleNames.OfGitHub(name + "x"), PeopleNames.OfGitHub(name + "y"));
        Assert.StartsWith(new string('a', 54), PeopleNames.OfGitHub(name));
    }

    [Fact]
    public void Whatever_a_directory_calls_something_makes_a_valid_name() => Gen.String.Sample(text =>
        FieldFormats.IsName(PeopleNames.OfGraph(text))
        && FieldFormats.IsName(PeopleNames.OfGitHub(text))
        && FieldFormats.IsName(PeopleNames.Beside(PeopleNames.OfGraph(text), "id")));
}
