using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Functions.Catalog.Reads;

/// <summary>An answer that is sent while it is written.</summary>
internal sealed class StreamedResult(
    Func<IBufferWriter<byte>, CancellationToken, ValueTask> writeAsync, string contentType) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        await writeAsync(response.BodyWriter, context.HttpContext.RequestAborted);
        await response.BodyWriter.FlushAsync(context.HttpContext.RequestAborted);
    }
}
