using System.Security.Cryptography;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <summary>A location that somebody registered.</summary>
/// <param name="Id">A function of type and target: registering twice is registering once.</param>
/// <param name="By">Who registered it.</param>
public sealed record RegisteredLocation(
    string Id, string Type, string Target, bool IsOptional, DateTimeOffset At, string By)
{
    private const string SourcePrefix = "location:";

    /// <value><c>type:target</c>, as annotations name it.</value>
    public string Reference => $"{Type}:{Target}";

    /// <value>What its Location entity, and all that it brings, belongs to.</value>
    public string Source => SourceOf(Id);

    /// <value>As Backstage calls it.</value>
    public string EntityName => $"generated-{Sha1(Reference)}";

    public static string SourceOf(string id) => SourcePrefix + id;

    /// <returns>Null for what no registered location brought.</returns>
    public static string? IdOf(string? source) =>
        source?.StartsWith(SourcePrefix, StringComparison.Ordinal) == true ? source[SourcePrefix.Length..] : null;

    public static string IdOf(string type, string target) =>
        new Guid(Convert.FromHexString(ContentHash.Of($"{type}:{target}")[..32])).ToString();

    // A name that Backstage's clients know, and no protection of anything.
#pragma warning disable CA5350
    private static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}

/// <summary>Keeps the registered locations; there are thousands at most.</summary>
public interface IRegisteredLocations
{
    /// <returns>False when it is there already.</returns>
    Task<bool> AddAsync(RegisteredLocation location, CancellationToken cancellationToken);

    Task<RegisteredLocation?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The oldest first.</summary>
    Task<IReadOnlyList<RegisteredLocation>> ListAsync(CancellationToken cancellationToken);

    /// <returns>False when there is none.</returns>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken);
}
