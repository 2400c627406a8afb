using Platform.Core.Access;

namespace Platform.Core.Tests.Access;

public sealed class RoleTests
{
    public static TheoryData<Role> All => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Admin_holds_every_role(Role required) => Assert.True(Roles.Grant([Role.Admin], required));

    [Theory]
    [MemberData(nameof(All))]
    public void Every_role_may_read(Role held) => Assert.True(Roles.Grant([held], Role.Reader));

    [Theory]
    [InlineData(Role.Reader, Role.Registrar)]
    [InlineData(Role.Registrar, Role.Scaffolder)]
    [InlineData(Role.Scaffolder, Role.Registrar)]
    [InlineData(Role.Scaffolder, Role.Approver)]
    [InlineData(Role.Approver, Role.Scaffolder)]
    [InlineData(Role.Approver, Role.Admin)]
    public void The_other_roles_do_not_imply_one_another(Role held, Role required) => Assert.False(Roles.Grant([held], required));

    [Fact]
    public void A_caller_with_several_roles_may_do_what_any_of_them_may() =>
        Assert.True(new Caller("key:1", "pipeline", [Role.Registrar, Role.Approver]).Has(Role.Approver));

    [Theory]
    [MemberData(nameof(All))]
    public void Without_a_role_nothing_is_granted(Role required) => Assert.False(Roles.Grant([], required));
}
