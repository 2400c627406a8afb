using Platform.TestKit.Scaffolding.Remote;
using Platform.TestKit.Web;

namespace Platform.Functions.Tests.Scaffolding.Remote;

/// <summary>One app, both examples of remote actions, and a service that does what a test says.</summary>
public sealed class RemoteFixture : ScaffoldFixture
{
    public const string Told = "acme:does-as-told";

    public NodeAction Quick { get; private set; } = null!;

    public NodeAction Slow { get; private set; } = null!;

    public OutsideServer Service { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Quick = await NodeAction.StartAsync("server.mjs", 0, CancellationToken.None);
        Slow = await NodeAction.StartAsync("slow.mjs", 0.5, CancellationToken.None);
        Service = await OutsideServer.StartAsync();
        await Quick.RegisterAsync(Host.Client, RemoteTemplate.Quick, CancellationToken.None);
        await Slow.RegisterAsync(Host.Client, RemoteTemplate.Slow, CancellationToken.None);
        await Quick.RegisterAsync(Host.Client, Told, CancellationToken.None, registration =>
        {
            registration["url"] = Service.Url.AbsoluteUri;
            registration["askAgainAfter"] = "PT5M";
            registration["undo"] = false;
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Quick.DisposeAsync();
        await Slow.DisposeAsync();
        await Service.DisposeAsync();
    }

    protected override void Configure(IDictionary<string, string?> settings)
    {
        base.Configure(settings);
        settings[NodeAction.SecretSetting] = NodeAction.Secret;
    }
}
