using Microsoft.Extensions.DependencyInjection;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Metrics.Surveys;

namespace Platform.Functions.Metrics.Surveys;

internal static class SurveyRegistration
{
    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddSingleton<ISurveyReach, SurveyReach>()
        .AddSingleton<SurveyBook>()
        .AddSingleton<ISurveyAudience, SurveyAudience>()
        .AddSingleton<SurveyPrompts>()
        .AddSingleton<SurveyTurns>()
        .AddSingleton<SurveyInvitations>()
        .AddSingleton<SurveyReading>()
        .AddSingleton<Answering>()
        .AddSingleton<ISatisfaction, Satisfaction>()
        .AddSingleton<IChatVerb, SurveyVerb>()
        .AddSingleton<SurveyHandler>()
        .AddSingleton<AnswerHandler>();
}
