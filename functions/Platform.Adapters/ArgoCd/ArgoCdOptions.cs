using Microsoft.Extensions.Options;

namespace Platform.Adapters.ArgoCd;

/// <summary>Which Argo CD servers steps may ask.</summary>
public sealed class ArgoCdOptions
{
    /// <value>Addresses with commas between them; empty: none is asked, steps wait for notifications.</value>
    public string ArgoCdServers { get; set; } = string.Empty;

    /// <value>For all of them, where a template gives none; an account that may read applications and application sets.</value>
    public string ArgoCdToken { get; set; } = string.Empty;

    internal IReadOnlyList<string> Servers =>
        ArgoCdServers.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

public sealed class ArgoCdOptionsValidation : IValidateOptions<ArgoCdOptions>
{
    public ValidateOptionsResult Validate(string? name, ArgoCdOptions options)
    {
        var wrong = options.Servers
            .Where(server => !Uri.TryCreate(server, UriKind.Absolute, out var address)
                || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
                || address.UserInfo.Length > 0 || address.Query.Length > 0)
            .Select(server => $"{nameof(options.ArgoCdServers)} has '{server}'; expected https addresses without query.")
            .ToList();
        return wrong.Count > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
