using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Placeholders;

namespace Platform.Functions.Scaffolding.Remote;

/// <summary>Where templates and entities may lead the platform.</summary>
public sealed class OutsideOptions
{
    /// <value>
    /// Hosts that <c>http:request</c> may call: <c>host</c>, <c>*.domain</c> or <c>host:port</c>, each optionally with the start
    /// of a path, separated by commas. None when empty.
    /// </value>
    public string HttpRequestHosts { get; set; } = string.Empty;

    /// <value>Those among them, each by its full name, that may be in a private network.</value>
    public string HttpRequestPrivateHosts { get; set; } = string.Empty;

    /// <value>Hosts whose addresses in the catalog are asked whether they are there, written as those of <c>http:request</c>.
    /// None when empty.</value>
    public string DriftLinkHosts { get; set; } = string.Empty;

    public AllowedUrls Links() => AllowedUrls.TryParse(DriftLinkHosts, out var allowed) ? allowed : AllowedUrls.None;

    public AllowedUrls Listed() => AllowedUrls.TryParse(HttpRequestHosts, out var allowed) ? allowed : AllowedUrls.None;

    public IReadOnlySet<string> PrivateHosts() => HttpRequestPrivateHosts
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);
}

internal sealed class OutsideOptionsValidation : IValidateOptions<OutsideOptions>
{
    public ValidateOptionsResult Validate(string? name, OutsideOptions options)
    {
        List<string> failures = [];
        if (!AllowedUrls.TryParse(options.HttpRequestHosts, out _))
        {
            failures.Add(
                $"{nameof(options.HttpRequestHosts)} is '{options.HttpRequestHosts}'; expected {AllowedUrls.Requirements}.");
        }

        if (!AllowedUrls.TryParse(options.DriftLinkHosts, out _))
        {
            failures.Add($"{nameof(options.DriftLinkHosts)} is '{options.DriftLinkHosts}'; expected {AllowedUrls.Requirements}.");
        }

        failures.AddRange(options.PrivateHosts().Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown).Select(host =>
            $"{nameof(options.HttpRequestPrivateHosts)} has '{host}'; expected full names of hosts, separated by commas."));
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
