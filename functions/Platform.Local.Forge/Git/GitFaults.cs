using System.Text;
using Platform.Local.Forge.Faults;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Git;

/// <summary>The faults of clone, fetch and push: the same ones as the API's, in answers that are not JSON.</summary>
internal sealed class GitFaults(FaultBook faults, TimeProvider time)
{
    public async Task ServeAsync(
        HttpContext context, Exchange exchange, Repository repository, bool writes, Func<HttpContext, Repository, Task> serve)
    {
        var fault = faults.Take(exchange, []);
        if (fault?.Fault == FaultKind.Stale)
        {
            var lagging = writes ? null : repository.AsOf(fault.Delay);
            if (lagging is null || lagging.Git.Refs.All().SequenceEqual(repository.Git.Refs.All()))
            {
                faults.GiveBack(fault);
                fault = null;
            }
            else
            {
                exchange.Fault = FaultKind.Stale;
                await serve(context, lagging);
                return;
            }
        }

        if (fault is null)
        {
            await serve(context, repository);
            return;
        }

        exchange.Fault = fault.Fault;
        await FailAsync(context, exchange, fault, () => serve(context, repository));
    }

    private async Task FailAsync(HttpContext context, Exchange exchange, FaultRule fault, Func<Task> serve)
    {
        var answer = fault.Instead(exchange.Route, time.GetUtcNow());
        var bytes = Array.Empty<byte>();
        if (answer is null && fault.Fault != FaultKind.DropBefore)
        {
            bytes = await CaptureAsync(context, serve);
            answer = fault.Fault == FaultKind.ServerErrorAfter ? fault.InsteadAfterwards(Answer.NoContent) : null;
        }

        exchange.Dropped = fault.Fault == FaultKind.DropBefore || FaultyResponse.Drops(fault, bytes.Length);
        if (exchange.Dropped)
        {
            context.Abort();
            return;
        }

        if (answer is not null)
        {
            bytes = answer.Raw?.Bytes ?? Encoding.UTF8.GetBytes($"{answer.Body?["message"]}\n");
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.Raw?.MediaType ?? "text/plain; charset=utf-8";
            foreach (var (name, value) in answer.Headers)
            {
                context.Response.Headers[name] = value;
            }
        }

        try
        {
            await FaultyResponse.HoldAsync(context, fault);
            await FaultyResponse.SendAsync(context, bytes, fault);
        }
        catch (OperationCanceledException)
        {
            // Too slow for the client, as ordered.
        }
    }

    private static async Task<byte[]> CaptureAsync(HttpContext context, Func<Task> serve)
    {
        var client = context.Response.Body;
        using var captured = new MemoryStream();
        context.Response.Body = captured;
        try
        {
            await serve();
            return captured.ToArray();
        }
        finally
        {
            context.Response.Body = client;
        }
    }
}
