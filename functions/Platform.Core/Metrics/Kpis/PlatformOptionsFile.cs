using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Core.Metrics.Dora;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Kpis;

/// <summary>Reads options from JSON: the names of <see cref="PlatformOptions"/> in camelCase, all of them optional.</summary>
public static class PlatformOptionsFile
{
    private static readonly JsonSerializerOptions Json = new(PlatformJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static Result<PlatformOptions> Parse(string file, string text)
    {
        try
        {
            var options = JsonSerializer.Deserialize<PlatformOptions>(text, Json) ?? PlatformOptions.Default;
            var problems = Check(options);
            return problems.Count == 0 ? options : Result<PlatformOptions>.Failed(problems);
        }
        catch (JsonException wrong)
        {
            return new Problem(
                DoraOptionsFile.Invalid,
                $"The options are not valid: {wrong.Message}",
                wrong.Path?.TrimStart('$', '.'),
                Expected: "the options that the documentation lists",
                Place: new(file, (int)(wrong.LineNumber ?? 0) + 1, (int)(wrong.BytePositionInLine ?? 0) + 1));
        }
    }

    private static List<Problem> Check(PlatformOptions options)
    {
        var problems = new List<Problem>();
        var alerts = options.Alerts;
        Above("onboardingHours", options.OnboardingHours, 0);
        Share("adoptionShare", options.AdoptionShare);
        Share("selfServiceShare", options.SelfServiceShare);
        Share("templateSuccessShare", options.TemplateSuccessShare);
        Share("verificationShare", options.VerificationShare);
        Above("freshnessHours", options.FreshnessHours, 0);
        Share("freshShare", options.FreshShare);
        Above("activeDays", options.ActiveDays, 0);
        Require(options.ExemptAnnotation.Length > 0, "exemptAnnotation", options.ExemptAnnotation, "the name of an annotation");
        Require(
            !options.TicketPhrases.Any(string.IsNullOrWhiteSpace), "ticketPhrases", string.Empty, "phrases that are not empty");
        Above("alerts.openAfterLooks", alerts.OpenAfterLooks, 0);
        Above("alerts.resolveAfterMinutes", alerts.ResolveAfterMinutes, -1);
        Share("alerts.rollbackRate", alerts.RollbackRate);
        Above("alerts.rollbackDays", alerts.RollbackDays, 0);
        Above("alerts.dailyRollbackDays", alerts.DailyRollbackDays, 1);
        Share("alerts.adoptionFall", alerts.AdoptionFall);
        Share("alerts.adoptionStalledBelow", alerts.AdoptionStalledBelow);
        Above("alerts.leadTimeJump", alerts.LeadTimeJump, 1);
        Share("alerts.onboardingShare", alerts.OnboardingShare);
        Above("alerts.silenceFactor", alerts.SilenceFactor, 0);

        // Nobody is to be told of a rate of fewer, whatever somebody configures.
        Require(alerts.LeastDeployments >= 10, "alerts.leastDeployments", $"{alerts.LeastDeployments}", "10 or more");
        return problems;

        void Share(string field, double value) => Require(value is >= 0 and <= 1, field, $"{value}", "a share from 0 to 1");

        void Above(string field, double value, double least) => Require(value > least, field, $"{value}", $"more than {least}");

        void Require(bool holds, string field, string value, string expected)
        {
            if (!holds)
            {
                problems.Add(new(
                    DoraOptionsFile.Invalid, $"'{field}' is not valid: expected {expected}.", field, value, expected));
            }
        }
    }
}
