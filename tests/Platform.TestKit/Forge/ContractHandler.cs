namespace Platform.TestKit.Forge;

/// <summary>
/// Fails a test at the request whose body or answer does not fit GitHub's description. Answers that were ordered to be wrong
/// (the forge marks them) are excluded, their requests are not.
/// </summary>
public sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string EnterprisePrefix = "/api/v3";
    private const string FaultHeader = "X-Forge-Fault";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        var isFaulty = response.Headers.Contains(FaultHeader);
        if (!isFaulty)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
        }

        var path = request.RequestUri!.AbsolutePath;
        path = Uri.UnescapeDataString(
            path.StartsWith(EnterprisePrefix, StringComparison.Ordinal) ? path[EnterprisePrefix.Length..] : path);
        var problems = (await OpenApiDescription.Instance).Check(
            request.Method.Method,
            path,
            sent,
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            isFaulty ? null : await response.Content.ReadAsStringAsync(cancellationToken));
        return problems.Count == 0
            ? response
            : throw new InvalidOperationException($"Not as GitHub describes it:\n{string.Join('\n', problems)}");
    }
}
