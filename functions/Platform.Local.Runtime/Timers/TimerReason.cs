namespace Platform.Local.Runtime.Timers;

internal enum TimerReason
{
    Start,
    Schedule,
}
