namespace Platform.Local.Runtime.Supervisor;

/// <summary>
/// A lock between processes. The kernel frees it when its holder ends, however it ends. The file itself stays unless
/// its name is used once only: removing it could let two holders lock two different files of the same name.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Null when another process, or another part of this one, holds it.</summary>
    public static FileLock? TryTake(string path, bool usedOnce = false)
    {
        try
        {
            var options = usedOnce ? FileOptions.DeleteOnClose : FileOptions.None;
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <param name="path">The lock's file; its folder is made.</param>
    /// <param name="patience">After this long a <see cref="LocalServicesException"/> tells what was waited for.</param>
    /// <param name="waitingFor">Completes the sentence "Gave up waiting for ...".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<FileLock> TakeAsync(
        string path, TimeSpan patience, string waitingFor, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var deadline = new Deadline(patience);
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            deadline.ThrowIfOver(waitingFor, $"The lock is {path}.");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _file.Dispose();

    // EAGAIN on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static bool IsHeld(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}
