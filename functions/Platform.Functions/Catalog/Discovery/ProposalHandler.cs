using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>Reads a request and does what it asks for.</summary>
public sealed partial class ProposalHandler(CatalogProposer proposer, ILogger<ProposalHandler> logger)
{
    /// <returns>What is wrong with the message; why nothing is proposed stands in the repository's record.</returns>
    public async Task<IReadOnlyList<Problem>> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var request = ProposalRequest.Parse(body.Span);
        if (!request.IsOk)
        {
            return request.Problems;
        }

        if (await proposer.LookAsync(request.Value, cancellationToken) is { } record)
        {
            Log.Looked(logger, record.Name.ToString(), record.State, record.Reason);
        }

        return [];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Proposal for {Repository}: {State}. {Reason}")]
        public static partial void Looked(ILogger logger, string repository, ProposalState state, string reason);
    }
}
