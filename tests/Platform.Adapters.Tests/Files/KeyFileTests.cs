using System.Security.Cryptography;
using Platform.Adapters.Files;

namespace Platform.Adapters.Tests.Files;

public sealed class KeyFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-key-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => System.IO.Path.Combine(_folder.FullName, "profile", "task-secrets.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_one_process_wrapped_another_one_unwraps()
    {
        var key = RandomNumberGenerator.GetBytes(32);

        var wrapped = await new KeyFile(Path).WrapAsync(key, Cancel);

        Assert.Equal(key, await new KeyFile(Path).UnwrapAsync(wrapped, Cancel));
    }

    [Fact]
    public async Task Many_that_need_it_first_make_one()
    {
        var wrapped = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => new KeyFile(Path).WrapAsync(new byte[] { (byte)i }, Cancel), Cancel)));

        Assert.Single(wrapped.Select(one => one.KeyId).Distinct());
    }

    [Fact]
    public async Task Only_its_owner_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such bits.");
        await new KeyFile(Path).WrapAsync(new byte[32], Cancel);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(Path));
    }

    [Fact]
    public async Task A_lost_key_is_said_to_be_lost()
    {
        var wrapped = await new KeyFile(Path).WrapAsync(new byte[32], Cancel);
        File.Delete(Path);

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => new KeyFile(Path).UnwrapAsync(wrapped, Cancel));

        Assert.Contains(Path, thrown.Message);
    }

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
