using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Catalog.People;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.People;

/// <summary>The organisations that the settings name.</summary>
internal sealed class GitHubPeopleDirectories(
    IGitHubClient client,
    IOptions<GitHubPeopleOptions> people,
    IOptions<GitHubOptions> options,
    IBudgetWaits waits,
    TimeProvider clock) : IPeopleDirectories
{
    public IReadOnlyList<IPeopleDirectory> Configured { get; } =
    [
        .. people.Value.Organizations.Select(organization => new GitHubPeople(
            organization,
            ReadCalls.Of(client, options.Value, waits, clock),
            people.Value.PeopleGitHubProfiles,
            clock)),
    ];
}

internal sealed class GitHubPeopleOptionsValidator : IValidateOptions<GitHubPeopleOptions>
{
    public ValidateOptionsResult Validate(string? name, GitHubPeopleOptions options) =>
        options.Failures().ToList() is { Count: > 0 } failures
            ? ValidateOptionsResult.Fail(failures)
            : ValidateOptionsResult.Success;
}
