using Microsoft.Extensions.Options;

namespace Platform.Functions.Scaffolding;

public sealed class ScaffoldOptions
{
    /// <value>Folder of the templates; the ones that come with the app when empty.</value>
    public string TemplatesDirectory { get; set; } = string.Empty;

    /// <value>
    /// Where GitHub reaches this app, without <c>/api</c>. When empty no webhooks are set up and tasks look for themselves.
    /// </value>
    public string PlatformPublicUrl { get; set; } = string.Empty;

    public string TemplatesPath =>
        TemplatesDirectory.Length > 0 ? TemplatesDirectory : Path.Combine(AppContext.BaseDirectory, "templates");
}

internal sealed class ScaffoldOptionsValidation : IValidateOptions<ScaffoldOptions>
{
    public ValidateOptionsResult Validate(string? name, ScaffoldOptions options)
    {
        List<string> failures = [];
        if (options.TemplatesDirectory.Length > 0 && !Directory.Exists(options.TemplatesDirectory))
        {
            failures.Add($"{nameof(options.TemplatesDirectory)} is '{options.TemplatesDirectory}'; expected an existing folder.");
        }

        if (options.PlatformPublicUrl.Length > 0
            && !(Uri.TryCreate(options.PlatformPublicUrl, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")))
        {
            failures.Add($"{nameof(options.PlatformPublicUrl)} is '{options.PlatformPublicUrl}'; expected an http or https URL.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
