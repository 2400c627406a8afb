using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conformance.Target;

namespace Platform.Conformance.Scaffolding;

[Covers("RemoteActionsPut", "RemoteActionsGet", "RemoteActionsList", "RemoteActionsDelete", "RemoteActionsReport")]
public sealed class RemoteActionTests(PlatformUnderTest platform)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_names_everything_that_is_wrong_with_it()
    {
        using var answer = await platform.Client.PutAsJsonAsync(
            "scaffolder/remote-actions/Not_An_Id",
            new { description = "", url = "nowhere", signingSecret = "GitHubToken", input = new { type = 7 }, wrong = true },
            Cancel);

        var errors = (await answer.JsonAsync(HttpStatusCode.BadRequest))["error"]!["errors"]!.AsArray();
        var fields = errors.Select(error => (string)error!["field"]!).ToList();
        Assert.All(["id", "description", "url", "signingSecret", "input.type", "wrong"], field => Assert.Contains(field, fields));
    }

    [Fact]
    public async Task A_registration_can_not_take_the_id_of_one_of_the_platforms_own_actions()
    {
        using var answer = await platform.Client.PutAsJsonAsync(
            "scaffolder/remote-actions/fetch:template",
            new { description = "Is another.", url = "https://actions.example.com", signingSecret = "RemoteActionSecretX" },
            Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "action-id-taken");
    }

    [Fact]
    public async Task An_action_without_its_secret_is_not_registered()
    {
        using var answer = await platform.Client.PutAsJsonAsync(
            "scaffolder/remote-actions/acme:unsigned",
            new { description = "Has no secret.", url = "https://actions.example.com", signingSecret = "RemoteActionSecretNone" },
            Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.BadRequest, "InputError", "remote-action-secret-missing");
    }

    [Fact]
    public async Task What_is_not_registered_is_not_found_and_not_listed()
    {
        using var found = await platform.Client.GetAsync("scaffolder/remote-actions/acme:nothing", Cancel);
        using var deleted = await platform.Client.DeleteAsync("scaffolder/remote-actions/acme:nothing@3", Cancel);
        using var listed = await platform.Client.GetAsync("scaffolder/remote-actions", Cancel);

        await found.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "remote-action-not-found");
        await deleted.BackstageErrorAsync(HttpStatusCode.NotFound, "NotFoundError", "remote-action-not-found");
        Assert.IsType<JsonArray>((await listed.JsonAsync(HttpStatusCode.OK))["items"]);
    }

    [Fact]
    public async Task A_report_by_nobody_is_refused()
    {
        using var answer = await platform.Anonymous.PostAsync(
            "scaffolder/remote-actions/callbacks/none", JsonContent.Create(new { status = "completed" }), Cancel);

        await answer.BackstageErrorAsync(HttpStatusCode.Unauthorized, "AuthenticationError", "webhook-signature-invalid");
    }
}
