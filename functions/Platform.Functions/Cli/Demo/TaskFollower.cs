using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Cli.Demo;

/// <summary>Follows a task's event stream to its end, connecting again wherever it breaks off.</summary>
internal sealed class TaskFollower(HttpClient client)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public async IAsyncEnumerable<TaskEvent> FollowAsync(
        string taskId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = 0L;
        while (true)
        {
            await foreach (var entry in ReadOnceAsync(taskId, last, cancellationToken))
            {
                if (entry.Id > last)
                {
                    last = entry.Id;
                    yield return entry;
                }

                if (entry.IsEnd)
                {
                    yield break;
                }
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>One connection: ends where the server or the network ends it.</summary>
    private async IAsyncEnumerable<TaskEvent> ReadOnceAsync(
        string taskId, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"scaffolder/v2/tasks/{taskId}/eventstream");
        request.Headers.Add("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var items = SseParser.Create(body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(items))
        {
            yield return PlatformJson.Deserialize<TaskEvent>(items.Current.Data);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return false;
        }
    }
}
