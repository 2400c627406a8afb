using Platform.Core.SourceControl;

namespace Platform.Core.Tests.SourceControl;

public sealed class GitHubEventDispatcherTests
{
    private static readonly GitHubDelivery Push = new("d1", "push", []);

    private readonly RecordingLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_goes_to_every_handler_of_its_event()
    {
        RecordingHandler[] handlers = [new("push"), new("push"), new("release")];

        Assert.Equal(2, await new GitHubEventDispatcher(handlers, _log).DispatchAsync(Push, Cancel));
        Assert.Equal([1, 1, 0], handlers.Select(handler => handler.Calls));
    }

    [Fact]
    public async Task A_repeated_delivery_is_not_handled_again()
    {
        var handler = new RecordingHandler("push");
        var dispatcher = new GitHubEventDispatcher([handler], _log);

        await dispatcher.DispatchAsync(Push, Cancel);

        Assert.Equal(0, await dispatcher.DispatchAsync(Push, Cancel));
        Assert.Equal(1, handler.Calls);
    }

    [Fact]
    public async Task What_is_sent_again_under_another_id_and_event_is_not_handled_again()
    {
        var handlers = new[] { new RecordingHandler("push"), new RecordingHandler("workflow_run") };
        var dispatcher = new GitHubEventDispatcher(handlers, _log);
        await dispatcher.DispatchAsync(new("d1", "push", new() { ["after"] = "1" }), Cancel);

        Assert.Equal(0, await dispatcher.DispatchAsync(new("d2", "push", new() { ["after"] = "1" }), Cancel));
        Assert.Equal(0, await dispatcher.DispatchAsync(new("d3", "workflow_run", new() { ["after"] = "1" }), Cancel));
        Assert.Equal(1, await dispatcher.DispatchAsync(new("d4", "push", new() { ["after"] = "2" }), Cancel));
    }

    [Fact]
    public async Task A_failed_delivery_reaches_the_other_handlers_and_may_be_repeated()
    {
        var sound = new RecordingHandler("push");
        var failing = new RecordingHandler("push") { Fails = true };
        var dispatcher = new GitHubEventDispatcher([failing, sound], _log);

        await Assert.ThrowsAsync<InvalidOperationException>(() => dispatcher.DispatchAsync(Push, Cancel));
        failing.Fails = false;

        Assert.Equal(2, await dispatcher.DispatchAsync(Push, Cancel));
        Assert.Equal(2, sound.Calls);
    }

    private sealed class RecordingHandler(string name) : IGitHubEventHandler
    {
        public string Event => name;

        public int Calls { get; private set; }

        public bool Fails { get; set; }

        public Task HandleAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
        {
            Calls++;
            return Fails ? throw new InvalidOperationException("not now") : Task.CompletedTask;
        }
    }

    private sealed class RecordingLog : IDeliveryLog
    {
        private readonly HashSet<string> _handled = [];

        public Task<bool> WasHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken) =>
            Task.FromResult(_handled.Contains(delivery.Fingerprint));

        public Task MarkHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken) =>
            Task.FromResult(_handled.Add(delivery.Fingerprint));
    }
}
