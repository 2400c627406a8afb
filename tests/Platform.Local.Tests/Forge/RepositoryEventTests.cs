using System.Text.Json.Nodes;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class RepositoryEventTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happens_to_a_repository_is_told_with_every_field_of_GitHubs_examples()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var (organization, heir) = (forge.NewOrganization(), forge.NewOrganization());
        await HookAsync(organization, receiver);
        await HookAsync(heir, receiver);
        var repository = await forge.NewRepositoryAsync(organization);
        await forge.MustAsync("PATCH", repository, new { name = "renamed" });
        await forge.MustAsync("POST", $"repos/{organization}/renamed/transfer", new { new_owner = heir });
        await forge.MustAsync("PATCH", $"repos/{heir}/renamed", new { archived = true });
        await forge.MustAsync("DELETE", $"repos/{heir}/renamed");

        string[] actions = ["created", "renamed", "transferred", "archived", "deleted"];
        await Eventually.HoldsAsync(() => receiver.Of("repository").Count == actions.Length, Cancellation);
        var examples = await WebhookExamples.LoadAsync();
        foreach (var action in actions)
        {
            var told = receiver.Of("repository").Single(webhook => webhook.Action == action).Payload;
            // Of the last two there is no example; they have the fields of the first.
            var like = action is "archived" or "deleted" ? "created" : action;
            var example = examples.Of("repository", each => each == like);
            example["repository"]!.AsObject().Remove("organization");
            // Its example is a repository that a person has given away.
            example.Remove("installation");
            if (action == "transferred")
            {
                Assert.Equal(organization, $"{told["changes"]!["owner"]!["from"]!["organization"]!["login"]}");
                example.Remove("changes");
            }

            Assert.Empty(WebhookExamples.MissingFields(example, told, action));
        }

        var renamed = receiver.Of("repository").Single(webhook => webhook.Action == "renamed").Payload;
        Assert.Equal("service", $"{renamed["changes"]!["repository"]!["name"]!["from"]}");
    }

    [Fact]
    public async Task A_transferred_repository_keeps_its_number_and_its_old_name_leads_to_it()
    {
        var repository = await forge.NewRepositoryAsync();
        var (id, heir) = ((long)(await forge.MustAsync("GET", repository))["id"]!, forge.NewOrganization());

        await forge.MustAsync("POST", $"{repository}/transfer", new { new_owner = heir, new_name = "moved" });

        Assert.Equal(301, (await forge.GetAsync(repository)).Status);
        Assert.Equal(id, (long)(await forge.MustAsync("GET", $"repos/{heir}/moved"))["id"]!);
        Assert.Equal(200, (await forge.GetAsync($"repos/{heir}/moved/contents/README.md")).Status);
    }

    [Fact]
    public async Task A_repository_is_not_transferred_onto_another()
    {
        var (repository, heir) = (await forge.NewRepositoryAsync(), forge.NewOrganization());
        await forge.NewRepositoryAsync(heir);

        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/transfer", new { new_owner = heir })).Status);
        Assert.Equal(200, (await forge.GetAsync(repository)).Status);
    }

    private Task<JsonNode> HookAsync(string organization, WebhookReceiver receiver) => forge.MustAsync(
        "POST",
        $"orgs/{organization}/hooks",
        new
        {
            name = "web",
            config = new { url = receiver.Url, content_type = "json" },
            events = new[] { "repository" },
        });
}
