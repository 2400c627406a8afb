using Microsoft.Extensions.Options;
using Platform.Core.Scaffolding.Actions.Debugging;
using Platform.Core.Scaffolding.Limits;

namespace Platform.Functions.Scaffolding;

public sealed class ScaffoldOptions
{
    /// <summary>Azure's load balancer cuts what takes longer than 230 s.</summary>
    public const int LongestStream = 200;

    /// <value>Folder of the templates; the ones that come with the app when empty.</value>
    public string TemplatesDirectory { get; set; } = string.Empty;

    /// <value>
    /// Where GitHub reaches this app, without <c>/api</c>. When empty no webhooks are set up and tasks look for themselves.
    /// </value>
    public string PlatformPublicUrl { get; set; } = string.Empty;

    /// <value>How long one stream of a task's events lasts; a follower goes on with the next.</value>
    public int EventStreamSeconds { get; set; } = LongestStream;

    /// <value>At most so many tasks of one template at once, unless the template asks for less; 0 is no limit.</value>
    public int ScaffoldConcurrentPerTemplate { get; set; }

    /// <value>At most so many steps at once that work with repositories of one organisation; 0 is no limit.</value>
    public int ScaffoldConcurrentPerOrganization { get; set; }

    /// <value>The longest time that a step may wait by <c>debug:wait</c>.</value>
    public int ScaffoldLongestWaitMinutes { get; set; } = 10;

    internal WaitLimit LongestWait => new(TimeSpan.FromMinutes(ScaffoldLongestWaitMinutes));

    internal ScaffoldLimits Limits => new(ScaffoldConcurrentPerTemplate, ScaffoldConcurrentPerOrganization);

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

        if (options.EventStreamSeconds is < 1 or > ScaffoldOptions.LongestStream)
        {
            failures.Add(
                $"{nameof(options.EventStreamSeconds)} is {options.EventStreamSeconds}; "
                + $"expected 1 to {ScaffoldOptions.LongestStream}.");
        }

        foreach (var (limit, most) in new[]
        {
            (nameof(options.ScaffoldConcurrentPerTemplate), options.ScaffoldConcurrentPerTemplate),
            (nameof(options.ScaffoldConcurrentPerOrganization), options.ScaffoldConcurrentPerOrganization),
        })
        {
            if (most < 0)
            {
                failures.Add($"{limit} is {most}; expected 0, which is no limit, or more.");
            }
        }

        if (options.ScaffoldLongestWaitMinutes is < 1 or > 100 * 24 * 60)
        {
            failures.Add(
                $"{nameof(options.ScaffoldLongestWaitMinutes)} is {options.ScaffoldLongestWaitMinutes}; "
                + "expected 1 to 144000, which is 100 days.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
