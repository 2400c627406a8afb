namespace Platform.Local.Runtime.Hosting.Discovery;

internal enum TriggerKind
{
    Http,
    Queue,
    Timer,
    Orchestration,
    Activity,
}
