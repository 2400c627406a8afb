using Microsoft.Extensions.Options;
using Platform.Core.Primitives;

namespace Platform.Adapters.Graph;

/// <summary>Settings for taking people over from Entra ID; the names are the flat names of the app's settings.</summary>
public sealed class GraphOptions
{
    /// <value>The tenant whose users and groups become Users and Groups; none when empty.</value>
    public string PeopleGraphTenantId { get; set; } = string.Empty;

    /// <value>The application that has <c>User.Read.All</c> and <c>GroupMember.Read.All</c>, or a managed identity's.</value>
    public string PeopleGraphClientId { get; set; } = string.Empty;

    /// <value>Left empty, the app's managed identity is used.</value>
    public string PeopleGraphClientSecret { get; set; } = string.Empty;

    /// <value>Root of Microsoft Graph; another one in national clouds.</value>
    public string PeopleGraphApiUrl { get; set; } = "https://graph.microsoft.com/v1.0/";

    /// <value>A longer wait that Graph asks for is handed to the sweep instead of being sat out in a call.</value>
    public int PeopleGraphLongestWaitSeconds { get; set; } = 60;

    public bool IsConfigured => PeopleGraphTenantId.Length > 0;

    internal string ClientSecret =>
        VaultReference.IsUnresolved(PeopleGraphClientSecret) ? string.Empty : PeopleGraphClientSecret;

    internal Uri ApiUrl => new(PeopleGraphApiUrl.EndsWith('/') ? PeopleGraphApiUrl : PeopleGraphApiUrl + '/');

    internal TimeSpan LongestWait => TimeSpan.FromSeconds(PeopleGraphLongestWaitSeconds);
}

internal sealed class GraphOptionsValidator : IValidateOptions<GraphOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphOptions options)
    {
        var failures = new List<string>();
        if (!Uri.TryCreate(options.PeopleGraphApiUrl, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || url.IsLoopback))
        {
            failures.Add($"{nameof(options.PeopleGraphApiUrl)} is not valid; expected an https address.");
        }

        if (options.IsConfigured && !Guid.TryParse(options.PeopleGraphTenantId, out _))
        {
            failures.Add($"{nameof(options.PeopleGraphTenantId)} is not valid; expected the tenant's id, a GUID.");
        }

        if (options.PeopleGraphLongestWaitSeconds < 0)
        {
            failures.Add($"{nameof(options.PeopleGraphLongestWaitSeconds)} is negative.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
