namespace Platform.Local.Runtime.Supervisor;

/// <summary>A running service as its clients see it.</summary>
/// <param name="Instance">New with every start: whoever counts per running service keeps it beside the count.</param>
/// <param name="Signature">See <see cref="ServiceSpec.Signature"/>.</param>
/// <param name="Keeper">The process to ask for a stop.</param>
/// <param name="Urls">Addresses by name, for example <c>Blob</c>.</param>
/// <param name="Token">The secret of this run, if the service has one.</param>
internal sealed record ServiceEndpoints(
    string Instance,
    string Signature,
    ProcessIdentity Keeper,
    IReadOnlyDictionary<string, Uri> Urls,
    string? Token);
