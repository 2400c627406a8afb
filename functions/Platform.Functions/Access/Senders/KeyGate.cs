using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Functions.Access.Senders;

/// <summary>
/// For senders that sign nothing: they show one of the platform's API keys, of the role registrar. As a bearer token where they
/// can send a header, as the password of basic authentication where only an address can be given to them.
/// </summary>
internal sealed class KeyGate(string sender, int largestBody, CallerAuthentication authentication) : ISenderGate
{
    private const string Basic = "Basic ";
    private const int LongestHeader = 1000;

    private static readonly Problem Missing = new(
        "credentials-missing",
        "This sender needs an API key of the platform.",
        "Authorization",
        Expected: $"Bearer and {ApiKey.Requirements}, or Basic with it as the password");

    private static readonly Problem RoleMissing = new(
        "role-missing", "The key may not report: it needs the role 'registrar'.", "Authorization", Expected: "registrar");

    public string Sender => sender;

    public int LargestBody => largestBody;

    public async Task<SenderRefusal?> CheckAsync(
        HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return new(StatusCodes.Status401Unauthorized, Missing);
        }

        // Only a key of ours: neither another system's token nor whom the platform's own authentication names.
        if (!ApiKey.TryParse(KeyIn(header), out var key))
        {
            return new(StatusCodes.Status401Unauthorized, CallerAuthentication.Invalid);
        }

        var caller = await authentication.AuthenticateAsync(
            $"Bearer {key.Reveal()}", null, request.Path.Value, cancellationToken);
        return !caller.IsOk ? new(StatusCodes.Status401Unauthorized, caller.Problems[0])
            : caller.Value.Has(Role.Registrar) ? null
            : new(StatusCodes.Status403Forbidden, RoleMissing);
    }

    public SenderHeaders Read(IHeaderDictionary headers) => new(null, string.Empty);

    private static string? KeyIn(string header) =>
        header.Length > LongestHeader ? null
        : header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? PasswordIn(header[Basic.Length..].Trim())
        : CallerAuthentication.BearerIn(header);

    // The name before the colon is the sender's to choose.
    private static string? PasswordIn(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[(colon + 1)..];
    }
}
