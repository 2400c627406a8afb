using System.Reflection;

namespace Platform.Conformance;

/// <summary>Nobody adds a route or a queue without a test that uses it as a client does.</summary>
public sealed class CoverageTests
{
    private static readonly string[] Covered =
    [
        .. typeof(CoverageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods()
                .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
                .SelectMany(method => method.GetCustomAttributes<CoversAttribute>()
                    .Concat(type.GetCustomAttributes<CoversAttribute>())))
            .SelectMany(attribute => attribute.Functions)
            .Distinct(),
    ];

    [Fact]
    public void Every_route_queue_and_orchestration_has_a_conformance_test() => Assert.Empty(
        ListedFunction.All.Where(function => function.IsHttp || function.IsQueue || function.IsOrchestration)
            .Select(function => function.Name)
            .Except(Covered));

    [Fact]
    public void No_test_claims_a_function_that_does_not_exist() =>
        Assert.Empty(Covered.Except(ListedFunction.All.Select(function => function.Name)));
}
