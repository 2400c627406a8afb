namespace Platform.Functions.Metrics.Surveys;

/// <summary>Names that outlive a deployment.</summary>
public static class SurveyFunctionNames
{
    public const string Define = "MetricsSurveysDefine";
    public const string List = "MetricsSurveysList";
    public const string Get = "MetricsSurveysGet";
    public const string Open = "MetricsSurveysOpen";
    public const string Close = "MetricsSurveysClose";
    public const string Results = "MetricsSurveysResults";
    public const string Link = "MetricsSurveysLink";
    public const string Page = "SurveyAnswerPage";
    public const string Answer = "SurveyAnswerTake";
    public const string Timer = "SurveyTimer";
    public const string Turns = "SurveyTurns";
    public const string TurnsPoison = "SurveyTurnsPoison";
}
