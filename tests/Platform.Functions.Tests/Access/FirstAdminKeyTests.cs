using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.TestKit.Access;

namespace Platform.Functions.Tests.Access;

public sealed class FirstAdminKeyTests : IDisposable
{
    private readonly MemoryApiKeys _keys = new();
    private readonly StringWriter _console = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_run_in_Development_makes_an_admin_key_and_prints_it()
    {
        await StartAsync();

        var printed = _console.ToString().Trim().Split(' ')[^1];
        var stored = (await _keys.ListAsync(Cancel)).Single();
        Assert.True(ApiKey.TryParse(printed, out var key));
        Assert.True(key.Matches(stored.SecretHash));
        Assert.Equal([Role.Admin], stored.Roles);
    }

    [Fact]
    public async Task The_second_run_makes_none()
    {
        await StartAsync();
        _console.GetStringBuilder().Clear();

        await StartAsync();

        Assert.Empty(_console.ToString());
        Assert.Single(await _keys.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_revoked_admin_key_does_not_count()
    {
        await StartAsync();
        await _keys.RevokeAsync((await _keys.ListAsync(Cancel)).Single().Id, TimeProvider.System.GetUtcNow(), Cancel);

        await StartAsync();

        Assert.Equal(2, (await _keys.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Outside_Development_none_is_made()
    {
        await StartAsync(Environments.Production);

        Assert.Empty(await _keys.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_configured_key_makes_it_unnecessary()
    {
        await StartAsync(configured: ConfiguredKey.Of("ops", ApiKey.Generate()));

        Assert.Empty(await _keys.ListAsync(Cancel));
    }

    public void Dispose() => _console.Dispose();

    private Task StartAsync(string? environment = null, ConfiguredKey? configured = null) =>
        new FirstAdminKey(
            _keys,
            configured is null ? ConfiguredKeys.None : new([configured]),
            new HostingEnvironment { EnvironmentName = environment ?? Environments.Development },
            TimeProvider.System,
            _console).StartAsync(Cancel);
}
