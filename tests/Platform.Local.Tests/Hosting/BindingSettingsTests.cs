using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Local.Runtime.Hosting.Discovery;

namespace Platform.Local.Tests.Hosting;

public sealed class BindingSettingsTests
{
    [Fact]
    public void Everything_that_triggers_miss_in_the_settings_is_said_at_once_with_function_attribute_and_setting()
    {
        var refused = Assert.Throws<FunctionAppException>(() => FunctionHost.Build(
            typeof(Broken), settings: ["--AzureWebJobsStorage=none", "--BadQueue=Not A Queue", "--BadSchedule=daily"]));

        Assert.Equal(
            [
                "Function 'Both': QueueTrigger.Connection names a connection, but neither the setting 'Orders' nor "
                    + "'AzureWebJobsOrders' is there; expected a storage connection string.",
                "Function 'Both': QueueTrigger.QueueName names the setting 'OrdersQueue' in '%OrdersQueue%-%Stage%', "
                    + "which is missing.",
                "Function 'Both': QueueTrigger.QueueName names the setting 'Stage' in '%OrdersQueue%-%Stage%', which is missing.",
                "Function 'Connection': QueueTrigger.Connection names the setting 'WhichAccount' in '%WhichAccount%', "
                    + "which is missing.",
                "Function 'Page': HttpTrigger.Route has '%Prefix%/page'; expected a route without %settings%, "
                    + "which the real host would not replace.",
                "Function 'Queue': QueueTrigger.QueueName is 'Not A Queue'; expected a queue's name: 3 to 63 lower-case letters, "
                    + "digits and single dashes.",
                "Function 'Report': TimerTrigger.Schedule names the setting 'ReportSchedule' in '%ReportSchedule%', "
                    + "which is missing.",
                "Function 'Sweep': TimerTrigger.Schedule is 'daily'; expected NCRONTAB with six fields (seconds first) or an "
                    + "interval such as '00:05:00'.",
            ],
            refused.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_that_are_there_are_taken()
    {
        using var host = FunctionHost.Build(
            typeof(Fine),
            settings:
            [
                "--AzureWebJobsStorage=none", "--OrdersQueue=orders", "--Stage=test", "--AzureWebJobsOrders=x",
                "--WhichAccount=Orders", "--ReportSchedule=0 0 8 * * Mon",
            ]);

        Assert.NotNull(host);
    }

    internal sealed class Broken
    {
        [Function("Both")]
        public static void Both([QueueTrigger("%OrdersQueue%-%Stage%", Connection = "Orders")] string message)
        {
        }

        [Function("Connection")]
        public static void OfConnection([QueueTrigger("orders", Connection = "%WhichAccount%")] string message)
        {
        }

        [Function("Queue")]
        public static void OfQueue([QueueTrigger("%BadQueue%")] string message)
        {
        }

        [Function("Report")]
        public static void Report([TimerTrigger("%ReportSchedule%")] TimerInfo timer)
        {
        }

        [Function("Sweep")]
        public static void Sweep([TimerTrigger("%BadSchedule%")] TimerInfo timer)
        {
        }

        [Function("Page")]
        public static IActionResult Page([HttpTrigger("get", Route = "%Prefix%/page")] HttpRequest request) => new OkResult();
    }

    internal sealed class Fine
    {
        [Function("Both")]
        public static void Both([QueueTrigger("%OrdersQueue%-%Stage%", Connection = "%WhichAccount%")] string message)
        {
        }

        [Function("Report")]
        public static void Report([TimerTrigger("%ReportSchedule%")] TimerInfo timer)
        {
        }
    }
}
