using System.Diagnostics;
using Sockeye.Control.Configuration;
using Sockeye.Tests.Certificates;

namespace Sockeye.Tests.Configuration;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("/opt/d", "/e", "/s", "/x", "/opt/d")]
    [InlineData(null, "/e", "/s", "/x", "/e")]
    [InlineData(null, "", "/s:/t", "/x", "/s")]
    [InlineData(null, null, null, "/x", "/x/sockeye")]
    [InlineData(null, null, null, "relative", "/home/alice/.local/share/sockeye")]
    [InlineData(null, null, null, null, "/home/alice/.local/share/sockeye")]
    public void Resolve_TakesTheFirstThatIsSaid(string? option, string? own, string? state, string? xdg, string expected) =>
        DataDirectory.Resolve(option, name => name switch
        {
            "SOCKEYE_DATA" => own,
            "STATE_DIRECTORY" => state,
            "XDG_DATA_HOME" => xdg,
            "HOME" => "/home/alice",
            _ => null,
        }).ShouldBe(expected);

    [Fact]
    public void Prepare_NewDirectory_IsForItsOwnerOnly()
    {
        var path = _directory["a/b/c"];

        DataDirectory.Prepare(path);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.EnumerateFileSystemEntries(path).ShouldBeEmpty();
    }

    [Fact]
    public void Prepare_OpenDirectory_IsTightened()
    {
        var path = Directory.CreateDirectory(_directory["open"]).FullName;
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);

        DataDirectory.Prepare(path);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Prepare_File_IsRefused()
    {
        var file = _directory.Write("file", "");

        Should.Throw<DataDirectoryException>(() => DataDirectory.Prepare(file)).Message.ShouldContain("is a file, not a directory");
        Should.Throw<DataDirectoryException>(() => DataDirectory.Prepare(file + "/below")).Message.ShouldNotContain('\n');
    }

    [Fact]
    public void Prepare_DirectoryOfEveryone_IsRefusedAndLeftAlone()
    {
        var path = Directory.CreateDirectory(_directory["shared"]).FullName;
        var mode = (UnixFileMode)0b001_111_111_111;
        File.SetUnixFileMode(path, mode);

        Should.Throw<DataDirectoryException>(() => DataDirectory.Prepare(path)).Message.ShouldContain("shared by the whole machine");
        Should.Throw<DataDirectoryException>(() => DataDirectory.Prepare("/"));
        File.GetUnixFileMode(path).ShouldBe(mode);
    }

    [Fact]
    public void Prepare_ReadOnlyFileSystem_IsOneLine() =>
        Should.Throw<DataDirectoryException>(() => DataDirectory.Prepare("/proc/sockeye")).Message.ShouldNotContain('\n');

    [Fact]
    public void TryAcquire_SecondTime_NamesTheHolder()
    {
        DataDirectoryLock.TryAcquire(_directory.Path, out var first, out _).ShouldBeTrue();
        using (first)
        {
            DataDirectoryLock.TryAcquire(_directory.Path, out var second, out var holder).ShouldBeFalse();
            second.ShouldBeNull();
            holder.ShouldBe($"process {Environment.ProcessId}");
        }

        DataDirectoryLock.TryAcquire(_directory.Path, out var third, out _).ShouldBeTrue();
        third.Dispose();
    }

    [Fact]
    public void TryAcquire_FileOfAProcessThatWasKilled_DoesNotBlock()
    {
        _directory.Write(DataDirectoryLock.FileName, "999999999\n");

        DataDirectoryLock.TryAcquire(_directory.Path, out var taken, out _).ShouldBeTrue();

        taken.Dispose();
        File.ReadAllText(_directory[DataDirectoryLock.FileName]).ShouldBe($"{Environment.ProcessId}\n");
    }

    [Fact]
    public async Task TryAcquire_AfterTheHolderWasKilled_TakesTheLock()
    {
        Assert.SkipUnless(Programs.Has("flock"), "flock is not installed");
        var start = new ProcessStartInfo("flock", ["-o", _directory[DataDirectoryLock.FileName], "sh", "-c", "echo locked; cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var holder = Process.Start(start)!;
        (await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("locked");
        DataDirectoryLock.TryAcquire(_directory.Path, out _, out var who).ShouldBeFalse();
        who.ShouldBe("another process", "flock writes no id into the file");

        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        DataDirectoryLock.TryAcquire(_directory.Path, out var taken, out _).ShouldBeTrue();
        taken.Dispose();
    }

    [Fact]
    public void Write_Atomically_ReplacesContentAndMode()
    {
        var path = _directory.Write("secret", "old");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);

        AtomicFile.Write(path, "new"u8);

        File.ReadAllText(path).ShouldBe("new");
        File.GetUnixFileMode(path).ShouldBe(AtomicFile.OwnerOnly);
        Directory.GetFileSystemEntries(_directory.Path).ShouldBe([path]);
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOldFileAndNoOther()
    {
        var path = Directory.CreateDirectory(_directory["taken"]).FullName;

        Should.Throw<Exception>(() => AtomicFile.Write(path, "new"u8)).ShouldBeAssignableTo<SystemException>();

        Directory.GetFileSystemEntries(_directory.Path).ShouldBe([path]);
    }

    [Fact]
    public void Locate_TakesTheOptionThenTheDataDirectory()
    {
        ConfigurationFile.Locate("/given.json", _directory.Path).ShouldBe("/given.json");
        var own = _directory.Write("sockeye.json", "{}");
        ConfigurationFile.Locate(null, _directory.Path).ShouldBe(own);
    }
}
