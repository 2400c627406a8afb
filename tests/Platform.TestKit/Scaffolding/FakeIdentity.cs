using Platform.Core.SourceControl;

namespace Platform.TestKit.Scaffolding;

/// <summary>Keeps as whom was acted.</summary>
public sealed class FakeIdentity : ICallIdentity
{
    public List<(string? TaskId, string? Token)> Acted { get; } = [];

    public void ActFor(string? taskId, string? token) => Acted.Add((taskId, token));
}
