using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Queues;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Queues;

/// <summary>Shows the messages of a queue that failed, with their reasons and bodies.</summary>
[RequiresRole(Role.Admin)]
public sealed class PoisonListFunction(IPoisonRecords poison)
{
    public const string Name = "QueuesPoisonList";

    private const int Most = 100;

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "queues/{queue}/poison")] HttpRequest request,
        string queue,
        CancellationToken cancellationToken)
    {
        var records = await poison.ListAsync(queue, Most, cancellationToken);
        return JsonResults.Json(new { items = records.Select(View) });
    }

    private static object View(PoisonRecord record) => new
    {
        record.MessageId,
        record.At,
        record.GivenUp,
        record.Reasons,
        Body = Encoding.UTF8.GetString(record.Body.Span),
    };
}
