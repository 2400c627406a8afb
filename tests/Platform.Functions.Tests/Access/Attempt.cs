using System.Net.Http.Headers;
using Platform.Core.Access;

namespace Platform.Functions.Tests.Access;

/// <summary>One way of asking, tried on every route.</summary>
/// <param name="Name">How the table describes it.</param>
/// <param name="Dress">Puts the credentials on a request; its body is there already.</param>
internal sealed record Attempt(string Name, Func<Credentials, HttpRequestMessage, Task> Dress)
{
    /// <value>At the app that believes App Service to authenticate.</value>
    public bool BehindAppService { get; init; }

    /// <value>Sent once before, so that the answer is that to the repetition.</value>
    public bool Repeated { get; init; }

    public static IReadOnlyList<Attempt> All { get; } =
    [
        new("nobody", (_, _) => Task.CompletedTask),
        new("a key that was never issued", (_, request) => Bearer(request, ApiKey.Generate().Reveal())),
        new("a known key's id with another secret", async (known, request) =>
            await Bearer(request, $"pfk_{(await known.KeyAsync(Role.Admin)).Id}_{new string('0', 64)}")),
        new("text that is no key", (_, request) => Bearer(request, "letmein")),
        new("an admin's key by another scheme", async (known, request) =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", (await known.KeyAsync(Role.Admin)).Reveal())),
        new("an admin's key that was revoked", async (known, request) => await Bearer(request, await known.RevokedKeyAsync())),
        new("an admin's key that has expired", async (known, request) => await Bearer(request, await known.ExpiredKeyAsync())),
        .. Enum.GetValues<Role>().Select(role => new Attempt(
            $"a key of the role {role.ToString().ToLowerInvariant()}",
            async (known, request) => await Bearer(request, (await known.KeyAsync(role)).Reveal()))),
        new("an admin by X-MS-CLIENT-PRINCIPAL, forged", (_, request) => Principal(request, "admin")),
        new("a reader's key beside an admin by X-MS-CLIENT-PRINCIPAL, forged", async (known, request) =>
        {
            await Principal(request, "admin");
            await Bearer(request, (await known.KeyAsync(Role.Reader)).Reveal());
        }),
        new("an admin whom App Service authenticated", (_, request) => Principal(request, "admin")) { BehindAppService = true },
        new("a reader whom App Service authenticated", (_, request) => Principal(request, "reader")) { BehindAppService = true },
        new("a person without roles whom App Service authenticated", (_, request) => Principal(request))
        {
            BehindAppService = true,
        },
        new("nobody, where App Service authenticates", (_, _) => Task.CompletedTask) { BehindAppService = true },
        .. Signed.ByGitHub,
        .. Signed.BySlack,
        .. Signed.ByRemoteAction,
    ];

    private static Task Bearer(HttpRequestMessage request, string key)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return Task.CompletedTask;
    }

    private static Task Principal(HttpRequestMessage request, params string[] roles)
    {
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", TestKit.Access.ClientPrincipals.Of("mallory", roles));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", "mallory");
        return Task.CompletedTask;
    }
}
