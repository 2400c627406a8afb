using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Platform.Local.Runtime.Timers;

namespace Platform.Local.Runtime.Hosting.Discovery;

/// <summary>
/// What triggers take from settings: <c>%name%</c> in queue names, schedules and connections, and the connections themselves. In
/// routes the real host replaces nothing, so there they are refused.
/// </summary>
internal static partial class BindingSettings
{
    /// <exception cref="FunctionAppException">Settings are missing or don't fit; all of them are named.</exception>
    public static void Check(FunctionCatalog functions, HostSettings settings)
    {
        List<string> problems =
        [
            .. functions.Of<QueueTriggerAttribute>(TriggerKind.Queue).SelectMany(found => InQueue(found, settings)),
            .. functions.Of<TimerTriggerAttribute>(TriggerKind.Timer).SelectMany(found => InTimer(found, settings)),
            .. functions.Of<HttpTriggerAttribute>(TriggerKind.Http).SelectMany(InRoute),
        ];
        if (problems.Count > 0)
        {
            throw new FunctionAppException(problems);
        }
    }

    private static IEnumerable<string> InQueue(
        (LocalFunction Function, QueueTriggerAttribute Trigger) found, HostSettings settings)
    {
        var name = new Place(found.Function, found.Trigger, nameof(QueueTriggerAttribute.QueueName), found.Trigger.QueueName);
        var missing = Missing(name, settings);
        if (missing.Count == 0 && !QueueName.IsMatch(settings.Resolve(name.Value)))
        {
            missing.Add($"{name} is '{settings.Resolve(name.Value)}'; expected a queue's name: 3 to 63 lower-case letters, "
                + "digits and single dashes.");
        }

        if (found.Trigger.Connection is not { Length: > 0 } connection)
        {
            return missing;
        }

        var place = new Place(found.Function, found.Trigger, nameof(QueueTriggerAttribute.Connection), connection);
        var missingInConnection = Missing(place, settings);
        if (missingInConnection.Count == 0 && settings.FindConnection(connection) is null)
        {
            var setting = settings.Resolve(connection);
            missingInConnection.Add($"{place} names a connection, but neither the setting '{setting}' nor "
                + $"'AzureWebJobs{setting}' is there; expected a storage connection string.");
        }

        return missing.Concat(missingInConnection);
    }

    private static List<string> InTimer((LocalFunction Function, TimerTriggerAttribute Trigger) found, HostSettings settings)
    {
        var place = new Place(found.Function, found.Trigger, nameof(TimerTriggerAttribute.Schedule), found.Trigger.Schedule);
        var problems = Missing(place, settings);
        if (problems.Count == 0 && !Schedule.TryParse(settings.Resolve(place.Value), out _))
        {
            problems.Add($"{place} is '{settings.Resolve(place.Value)}'; expected NCRONTAB with six fields (seconds first) or an "
                + "interval such as '00:05:00'.");
        }

        return problems;
    }

    private static IEnumerable<string> InRoute((LocalFunction Function, HttpTriggerAttribute Trigger) found)
    {
        var route = found.Trigger.Route ?? string.Empty;
        var place = new Place(found.Function, found.Trigger, nameof(HttpTriggerAttribute.Route), route);
        return HostSettings.SettingsIn(place.Value).Any()
            ? [$"{place} has '{place.Value}'; expected a route without %settings%, which the real host would not replace."]
            : [];
    }

    private static List<string> Missing(Place place, HostSettings settings) =>
    [
        .. HostSettings.SettingsIn(place.Value).Where(setting => !settings.Has(setting)).Select(setting =>
            $"{place} names the setting '{setting}' in '{place.Value}', which is missing."),
    ];

    [GeneratedRegex(@"\A(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex QueueName { get; }

    private sealed record Place(LocalFunction Function, TriggerBindingAttribute Trigger, string Property, string Value)
    {
        public override string ToString() =>
            $"Function '{Function.Name}': {Trigger.GetType().Name[..^nameof(Attribute).Length]}.{Property}";
    }
}
