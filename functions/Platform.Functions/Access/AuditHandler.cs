using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Functions.Access;

/// <summary>Answers questions about who did what.</summary>
public sealed class AuditHandler(IAuditReader audit)
{
    public async Task<Result<AuditPage>> ReadAsync(
        IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        var query = AuditQueryParser.Parse(parameters);
        if (!query.IsOk)
        {
            return Result<AuditPage>.Failed(query.Problems);
        }

        return await audit.ReadAsync(query.Value, cancellationToken) is { } page
            ? page
            : AuditQueryParser.WrongCursor(query.Value.Cursor!);
    }
}
