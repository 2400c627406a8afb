using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.Messages;
using Platform.Functions.ChatOps;

namespace Platform.Functions.Tests.ChatOps;

public sealed class ChatCallersTests
{
    private static readonly CatalogEntity Ann = new(EntityRef.Parse("user:default/ann"), "u", "e", new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["profile"] = new JsonObject { ["displayName"] = "Ann B." },
            ["memberOf"] = new JsonArray("Team-A", "group:other/team-b"),
        },
    }, "s");

    [Theory]
    [InlineData("*", true)]
    [InlineData("user:default/ann", true)]
    [InlineData("group:default/team-a", true)]
    [InlineData("team-a", true)]
    [InlineData("bob,group:other/team-b", true)]
    [InlineData("user:default/bob", false)]
    [InlineData("team-b", false)]
    [InlineData("ann", false)]
    [InlineData("", false)]
    public void Only_those_named_may_have_things_made(string setting, bool allowed)
    {
        var caller = With(setting).Of(Ann);

        Assert.Equal(allowed, caller.Has(Role.Scaffolder));
        Assert.True(caller.Has(Role.Reader));
        Assert.Equal(("user:default/ann", "Ann B."), (caller.Id, caller.Name));
    }

    [Fact]
    public async Task Who_may_not_is_told_what_to_do()
    {
        var verbs = new ChatVerbs([new Forbidden()]);
        var command = new ChatCommand("c", "slack", "T1", "U1", "C1", "/platform", "new", default, "sealed");
        var request = new ChatRequest(
            command, CommandLine.Parse("new").Value!, With("").Of(Ann), Ann, (_, _, _) => Task.CompletedTask);

        var answer = await verbs.RunAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(ChatSeverity.Warning, answer.Message.Severity);
        Assert.Contains("user:default/ann may not use 'new'", answer.Message.Title, StringComparison.Ordinal);
        Assert.Contains("ChatScaffolders", Assert.Single(answer.Message.Sections!).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_no_list_of_references_is_refused() =>
        Assert.True(new ChatOptionsValidation().Validate(null, new() { ChatScaffolders = "team-a,:x" }).Failed);

    private static ChatCallers With(string setting) => new(Options.Create(new ChatOptions { ChatScaffolders = setting }));

    private sealed class Forbidden : IChatVerb
    {
        public string Name => "new";

        public string Usage => "new";

        public string Summary => "New.";

        public Role Role => Role.Scaffolder;

        public Task<ChatAnswer> RunAsync(ChatRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It was not to run.");
    }
}
