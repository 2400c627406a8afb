using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding.Chaos;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>An app that expects trouble: it gives slow calls up soon, and tries at once what it would try in seconds.</summary>
public sealed class FaultFixture : ScaffoldFixture
{
    public ScaffoldJudge Judge { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Templates.WithEverything("full");
        await base.InitializeAsync();
        Judge = new ScaffoldJudge(Host.Client, Forge);

        // The catalog meets the faults too; its queue tries again.
        Host.Expect("'CatalogIngest' failed on message");
    }

    /// <summary>Follows a scaffold to its end.</summary>
    public async Task<IReadOnlyList<TaskEvent>> RunAsync(string template, string name, string? organization = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        return await Scaffolder.FollowAsync(await Scaffolder.CreateAsync(template, Values(name, organization), cancel), cancel);
    }

    protected override void Configure(IDictionary<string, string?> settings)
    {
        base.Configure(settings);
        settings["GitHubSmallestWaitMilliseconds"] = "20";
        settings["GitHubWaitWithoutHintSeconds"] = "0";
        settings["GitHubCallTimeoutSeconds"] = "3";
        settings["GitHubReadyTimeoutSeconds"] = "120";
    }

    protected override void Compose(IServiceCollection services) =>
        services.AddSingleton(new RetryPauses(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(5)));
}
