namespace Platform.Local.Forge.Faults;

/// <summary>Sends the bytes of an answer, or only half of them, or slowly.</summary>
internal static class FaultyResponse
{
    /// <summary>On a faulty answer: what was ordered, so that nobody takes it for the forge's own opinion.</summary>
    public const string Header = "X-Forge-Fault";

    /// <summary>An answer without a body has no half: its connection breaks as a whole.</summary>
    public static bool Drops(FaultRule? rule, int length) =>
        rule?.Fault == FaultKind.DropAfter
        || (rule?.Fault is FaultKind.HalfBody or FaultKind.TruncatedBody && length == 0);

    /// <summary>Waits as the fault wants it, before the first byte.</summary>
    public static Task HoldAsync(HttpContext context, FaultRule? rule) =>
        rule?.Fault == FaultKind.SlowHeaders ? Task.Delay(rule.Delay, context.RequestAborted) : Task.CompletedTask;

    /// <summary>Headers are set already, but for the length.</summary>
    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes, FaultRule? rule)
    {
        var response = context.Response;
        var half = bytes[..(bytes.Length / 2)];
        response.ContentLength = rule?.Fault == FaultKind.TruncatedBody ? half.Length : bytes.Length;
        switch (rule?.Fault)
        {
            case FaultKind.TruncatedBody:
                await response.Body.WriteAsync(half, context.RequestAborted);
                break;
            case FaultKind.HalfBody:
                // The server closes the connection of an answer that is shorter than announced; aborting could take this back.
                await response.Body.WriteAsync(half, context.RequestAborted);
                break;
            case FaultKind.SlowBody:
                await response.Body.WriteAsync(half, context.RequestAborted);
                await response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(rule.Delay, context.RequestAborted);
                await response.Body.WriteAsync(bytes[half.Length..], context.RequestAborted);
                break;
            default:
                await response.Body.WriteAsync(bytes, context.RequestAborted);
                break;
        }
    }
}
