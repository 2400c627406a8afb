using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.Metrics.Surveys;
using Platform.Functions.Scaffolding;

namespace Platform.Functions.Metrics.Surveys;

internal sealed class SurveyReach(IOptions<SlackOptions> slack, IConfiguration configuration) : ISurveyReach
{
    public bool ReachesPersons => slack.Value.ReachesPersons;

    public bool ReachesChannel => slack.Value.ReachesChannel;

    // Read anew, because a host that chose its own port says so once it listens.
    public Uri? PageOf(SurveyToken token, string? question = null, int? answer = null)
    {
        if (configuration[nameof(ScaffoldOptions.PlatformPublicUrl)] is not { Length: > 0 } url)
        {
            return null;
        }

        var chosen = question is null
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $"&{AnswerPage.FieldOf(question)}={answer}");
        return new($"{url.TrimEnd('/')}/api/{AnswerPage.Route}?{AnswerPage.TokenField}={token.Reveal()}{chosen}");
    }
}
