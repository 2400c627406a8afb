using System.Text.Json.Nodes;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <param name="IsThere">Whether it was registered before; null when that was not asked.</param>
/// <param name="Report">What would be; of a dry run only.</param>
/// <param name="Operation">What brings it into the catalog.</param>
public sealed record Registration(
    RegisteredLocation Location, bool? IsThere = null, IngestReport? Report = null, CatalogOperation? Operation = null);

/// <param name="InCall">So long a call waits for what it started; after that the queue goes on with it.</param>
public sealed record RegistrationPatience(TimeSpan InCall);

/// <summary>
/// Registers locations and lets them go. What is to be done is on the queue before anything is changed, so that whatever happens
/// to the call, it is done; the call does it at once if that does not take too long.
/// </summary>
public sealed class LocationRegistration(
    IRegisteredLocations locations,
    LocationRefresher refresher,
    RefreshRunner runner,
    ICatalogOperations operations,
    IQueueSender queues,
    RegistrationPatience patience,
    TimeProvider clock)
{
    public const string Exists = "location-exists";
    public const string NotFound = "location-not-found";

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <param name="body"><c>{type, target, presence?}</c>.</param>
    /// <param name="refreshes">One that is there already is read again, and no mistake.</param>
    public async Task<Result<Registration>> RegisterAsync(
        JsonObject body, string by, bool isDryRun, CancellationToken cancellationToken, bool refreshes = false)
    {
        var parsed = Parse(body, by);
        if (!parsed.IsOk)
        {
            return Result<Registration>.Failed(parsed.Problems);
        }

        var location = parsed.Value;
        var isThere = await locations.FindAsync(location.Id, cancellationToken) is not null;
        if (isDryRun)
        {
            var report = await refresher.TryAsync(location, by, cancellationToken);
            return report.IsOk
                ? new Registration(location, isThere, report.Value)
                : Result<Registration>.Failed(report.Problems);
        }

        if (isThere)
        {
            return refreshes ? await RefreshAsync(location, by, cancellationToken) : There(location);
        }

        var (operation, message) = await PrepareAsync("register", location, by, cancellationToken);
        return await locations.AddAsync(location, cancellationToken)
            ? new Registration(location, Operation: await RunAsync(operation, message, cancellationToken))
            : refreshes ? await RefreshAsync(location, by, cancellationToken) : There(location);
    }

    /// <summary>
    /// Registers another location in the place of one. The new one comes first, so that what both lead to stays; its id is
    /// another, because the id is a function of the target.
    /// </summary>
    /// <param name="body">As for <see cref="RegisterAsync"/>.</param>
    /// <returns>Null when there is no such location.</returns>
    public async Task<Result<Registration>?> ReplaceAsync(
        string id, JsonObject body, string by, CancellationToken cancellationToken)
    {
        if (await locations.FindAsync(id, cancellationToken) is not { } before)
        {
            return null;
        }

        var parsed = Parse(body, by);
        if (parsed.IsOk && parsed.Value.Id == before.Id)
        {
            return new Registration(before);
        }

        var registered = await RegisterAsync(body, by, isDryRun: false, cancellationToken);
        if (registered.IsOk)
        {
            await UnregisterAsync(id, by, cancellationToken);
        }

        return registered;
    }

    /// <returns>Null when there is no such location.</returns>
    public async Task<CatalogOperation?> UnregisterAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (await locations.FindAsync(id, cancellationToken) is not { } location)
        {
            return null;
        }

        var (operation, message) = await PrepareAsync("unregister", location, by, cancellationToken);
        return await locations.RemoveAsync(id, cancellationToken)
            ? await RunAsync(operation, message, cancellationToken)
            : null;
    }

    /// <summary>Starts to read an entity's source again.</summary>
    public async Task<CatalogOperation> RefreshAsync(EntityRef entityRef, string by, CancellationToken cancellationToken)
    {
        var operation = CatalogOperation.Begin("refresh", entityRef.Canonical, by, clock.GetUtcNow());
        var message = new RefreshMessage(operation.Id, EntityRef: entityRef.Canonical);
        await operations.PutAsync(operation, cancellationToken);
        await message.SendAsync(queues, patience.InCall + Margin, cancellationToken);
        return await RunAsync(operation, message, cancellationToken);
    }

    private async Task<Result<Registration>> RefreshAsync(
        RegisteredLocation location, string by, CancellationToken cancellationToken)
    {
        var (operation, message) = await PrepareAsync("refresh", location, by, cancellationToken);
        return new Registration(location, IsThere: true, Operation: await RunAsync(operation, message, cancellationToken));
    }

    private async Task<(CatalogOperation Operation, RefreshMessage Message)> PrepareAsync(
        string kind, RegisteredLocation location, string by, CancellationToken cancellationToken)
    {
        var operation = CatalogOperation.Begin(kind, location.Reference, by, clock.GetUtcNow());
        var message = new RefreshMessage(operation.Id, location.Id);
        await operations.PutAsync(operation, cancellationToken);
        await message.SendAsync(queues, patience.InCall + Margin, cancellationToken);
        return (operation, message);
    }

    private async Task<CatalogOperation> RunAsync(
        CatalogOperation operation, RefreshMessage message, CancellationToken cancellationToken)
    {
        if (patience.InCall == TimeSpan.Zero)
        {
            return operation;
        }

        using var time = new CancellationTokenSource(patience.InCall, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await runner.RunAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The message on the queue does the rest.
        }

        return await operations.FindAsync(operation.Id, cancellationToken) ?? operation;
    }

    private Result<RegisteredLocation> Parse(JsonObject body, string by)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["type", "target", "presence"]);
        var type = checks.Text(
            body, string.Empty, "type", required: true, text => text == LocationDocument.UrlType,
            $"'{LocationDocument.UrlType}'");
        var target = checks.Text(body, string.Empty, "target", required: true, expected: "an http or https URL");
        var presence = checks.Text(
            body, string.Empty, "presence", required: false, text => text is "required" or "optional",
            "'required' or 'optional'");
        List<Problem> problems = [.. checks.Problems];
        if (target is not null)
        {
            var location = new RegisteredLocation(
                RegisteredLocation.IdOf(LocationDocument.UrlType, target), LocationDocument.UrlType, target,
                presence == "optional", clock.GetUtcNow(), by);
            problems.AddRange(refresher.StartOf(location).Problems);
            if (problems.Count == 0 && type is not null)
            {
                return location;
            }
        }

        return Result<RegisteredLocation>.Failed(problems);
    }

    private static Problem There(RegisteredLocation location) => new(
        Exists, $"Location {location.Reference} already exists as {location.Id}.", "target", location.Target,
        "a location that is not registered yet");
}
