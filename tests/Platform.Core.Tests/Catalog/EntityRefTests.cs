using Platform.Core.Catalog;

namespace Platform.Core.Tests.Catalog;

public sealed class EntityRefTests
{
    [Theory]
    [InlineData("component:default/orders", "component:default/orders")]
    [InlineData("Component:Default/Orders", "component:default/orders")]
    [InlineData("orders", "component:default/orders")]
    [InlineData("team/orders", "component:team/orders")]
    [InlineData("api:orders", "api:default/orders")]
    [InlineData("team/a:b", "component:team/a:b")]
    public void A_reference_takes_missing_parts_from_its_context(string text, string canonical) =>
        Assert.Equal(canonical, EntityRef.Parse(text, defaultKind: "component").Canonical);

    [Theory]
    [InlineData("")]
    [InlineData(":orders")]
    [InlineData("component:")]
    [InlineData("component:/orders")]
    [InlineData("component:default/")]
    public void A_reference_with_an_empty_part_is_refused(string text) =>
        Assert.False(EntityRef.TryParse(text, out _, defaultKind: "component"));

    [Fact]
    public void A_reference_without_a_kind_needs_a_default() => Assert.False(EntityRef.TryParse("orders", out _));

    [Fact]
    public void Identity_ignores_case_and_keeps_what_was_written()
    {
        var written = EntityRef.Parse("Component:default/Orders");

        Assert.Equal(EntityRef.Parse("component:default/orders"), written);
        Assert.Equal("Orders", written.Name);
    }
}
