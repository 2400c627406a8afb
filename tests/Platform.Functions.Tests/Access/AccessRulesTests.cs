using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Tests.Access;

public sealed class AccessRulesTests
{
    private static readonly IReadOnlyList<MethodInfo> Functions =
    [
        .. typeof(PlatformApp).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    [Fact]
    public void Every_HTTP_function_has_exactly_one_rule() => Assert.All(Functions.Where(IsHttp), method =>
        Assert.True(
            RulesOn(method) == 1,
            $"{method.DeclaringType!.Name}.{method.Name} has {RulesOn(method)} access rules; expected 1."));

    [Fact]
    public void No_other_function_pretends_to_have_one() => Assert.All(Functions.Where(method => !IsHttp(method)), method =>
        Assert.True(RulesOn(method) == 0, $"{method.DeclaringType!.Name}.{method.Name} is not called over HTTP."));

    [Fact]
    public void The_rules_that_the_gate_uses_are_those_of_the_functions()
    {
        var rules = new AccessRules(typeof(PlatformApp).Assembly.GetTypes());

        Assert.All(Functions.Where(IsHttp), method => Assert.NotNull(
            rules.Find(method.GetCustomAttribute<FunctionAttribute>()!.Name)));
        Assert.Null(rules.Find("NoSuchFunction"));
    }

    [Fact]
    public void Only_functions_that_tell_nothing_are_open_to_everybody() => Assert.Equal(
        ["Health", "PortalAsset", "PortalTask", "SchemasGet", "SurveyAnswerPage", "SurveyAnswerTake"],
        Functions.Where(method => AccessRules.RuleOf(method) is AllowAnonymousAccessAttribute)
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void The_host_leaves_access_to_us_on_every_route() => Assert.All(Functions.Where(IsHttp), method =>
        Assert.Equal(AuthorizationLevel.Anonymous, Trigger(method)!.AuthLevel));

    [Fact]
    public async Task A_function_without_a_rule_is_refused_to_everybody()
    {
        var gate = new AccessGate(null!, null!, null!, null!, null!, null!);

        var decision = await gate.DecideAsync(null, new DefaultHttpContext());

        Assert.Equal("access-rule-missing", Assert.IsType<AccessDecision.Refused>(decision).Problem.Code);
    }

    [Fact]
    public void Functions_that_write_need_more_than_reading() => Assert.All(
        Functions.Where(method => Trigger(method)?.Methods?.Any(verb => verb != "get") == true
            && !method.IsDefined(typeof(ChangesNothingAttribute))
            // Has read again what is registered already, as every user of Backstage may; ends the caller's own session; says that
            // an owner is wrong, as everybody may who sees it, and that it is right, as its members may.
            && method.GetCustomAttribute<FunctionAttribute>()?.Name
                is not ("CatalogRefresh" or "PortalSessionClose" or "DriftOwnerReportsAdd" or "DriftOwnerReportsClose")),
        method => Assert.NotEqual(Role.Reader, (AccessRules.RuleOf(method) as RequiresRoleAttribute)?.Role));

    [Fact]
    public void Questions_by_other_methods_than_GET_are_few_and_known() => Assert.Equal(
        [
            "CatalogEntitiesByRefs", "CatalogEntityValidate", "CatalogFacetsByPredicate", "CatalogLocationAnalyze",
            "CatalogLocationsByQuery",
            "CatalogQueryByPredicate", "CatalogValidate", "DriftReportsPreview", "ScaffolderAutocomplete", "ScaffolderDryRun",
        ],
        Functions.Where(method => method.IsDefined(typeof(ChangesNothingAttribute)))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
            .Order(StringComparer.Ordinal));

    private static bool IsHttp(MethodInfo method) => Trigger(method) is not null;

    private static HttpTriggerAttribute? Trigger(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(
            found => found is not null);

    private static int RulesOn(MethodInfo method) =>
        method.GetCustomAttributes<AccessRuleAttribute>().Count() is > 0 and var own
            ? own
            : method.DeclaringType!.GetCustomAttributes<AccessRuleAttribute>().Count();
}
