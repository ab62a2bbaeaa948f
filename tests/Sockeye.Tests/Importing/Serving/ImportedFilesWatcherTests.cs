using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Importing.Serving;
using Sockeye.Tests.Users;

namespace Sockeye.Tests.Importing.Serving;

public sealed class ImportedFilesWatcherTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private int _changes;
    private bool _isTaken = true;

    private string First => _directory.File("users.json");

    private string Second => _directory.File("haproxy.cfg");

    [Fact]
    public void Look_NothingChanged_TellsNothing()
    {
        File.WriteAllText(First, "one");
        using var watcher = Watch();

        Look(4);

        _changes.ShouldBe(0);
    }

    [Fact]
    public void Look_FileThatChanged_IsToldOnceWhenItRests()
    {
        File.WriteAllText(First, "one");
        using var watcher = Watch();

        File.WriteAllText(First, "longer");
        Look(1);
        _changes.ShouldBe(0);
        Look(1);
        _changes.ShouldBe(1);
        Look(4);
        _changes.ShouldBe(1);
    }

    [Fact]
    public void Look_FileThatIsStillWritten_IsNotToldUntilItRests()
    {
        File.WriteAllText(First, "");
        using var watcher = Watch();

        for (var length = 1; length < 6; length++)
        {
            File.AppendAllText(First, "x");
            Look(1);
            _changes.ShouldBe(0);
        }

        Look(1);
        _changes.ShouldBe(1);
    }

    [Fact]
    public void Look_ChangeThatIsUndoneMeanwhile_IsNone()
    {
        File.WriteAllText(First, "one");
        var written = File.GetLastWriteTimeUtc(First);
        using var watcher = Watch();

        File.WriteAllText(First, "longer");
        Look(1);
        File.WriteAllText(First, "one");
        File.SetLastWriteTimeUtc(First, written);
        Look(3);

        _changes.ShouldBe(0);
    }

    [Fact]
    public void Look_SameLengthAtAnotherTime_IsAChange()
    {
        File.WriteAllText(First, "one");
        using var watcher = Watch();

        File.WriteAllText(First, "two");
        File.SetLastWriteTimeUtc(First, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Look(2);

        _changes.ShouldBe(1);
    }

    [Fact]
    public void Look_FileThatGoesAndComes_IsToldEachTime()
    {
        File.WriteAllText(First, "one");
        using var watcher = Watch();

        File.Delete(First);
        Look(2);
        _changes.ShouldBe(1);
        File.WriteAllText(First, "one");
        Look(2);
        _changes.ShouldBe(2);
    }

    [Fact]
    public void Look_SecondFile_IsWatchedToo()
    {
        File.WriteAllText(First, "one");
        using var watcher = Watch();

        File.WriteAllText(Second, "new");
        Look(2);

        _changes.ShouldBe(1);
    }

    [Fact]
    public void Look_LinkThatIsSwapped_IsAChange()
    {
        File.WriteAllText(_directory.File("old"), "same");
        File.WriteAllText(_directory.File("new"), "same");
        File.SetLastWriteTimeUtc(_directory.File("new"), File.GetLastWriteTimeUtc(_directory.File("old")));
        File.CreateSymbolicLink(First, _directory.File("old"));
        using var watcher = Watch();

        File.Delete(First);
        File.CreateSymbolicLink(First, _directory.File("new"));
        Look(2);

        _changes.ShouldBe(1);
    }

    [Fact]
    public void Look_LinkThatLeadsNowhere_IsNoFile()
    {
        File.CreateSymbolicLink(First, _directory.File("nowhere"));
        using var watcher = Watch();

        Look(2);
        _changes.ShouldBe(0);
        File.WriteAllText(_directory.File("nowhere"), "there");
        Look(2);

        _changes.ShouldBe(1);
    }

    [Fact]
    public void Look_ChangeBetweenTheReadingAndTheWatching_IsTold()
    {
        File.WriteAllText(First, "one");
        var beforeTheReading = FileStamps.Take([First]);
        File.WriteAllText(First, "changed while the server started");
        using var watcher = new ImportedFilesWatcher(beforeTheReading, _time, Take);

        Look(4);

        _changes.ShouldBe(1);
    }

    [Fact]
    public void AskAgain_AfterARefusal_TriesOnceMore()
    {
        File.WriteAllText(First, "one");
        using var watcher = Watch();
        watcher.AskAgain();
        Look(2);
        _changes.ShouldBe(0, "nothing was refused");

        _isTaken = false;
        File.WriteAllText(First, "longer");
        Look(4);
        _changes.ShouldBe(1, "a refusal alone is no reason to try again");

        _isTaken = true;
        watcher.AskAgain();
        Look(4);
        _changes.ShouldBe(2);

        watcher.AskAgain();
        Look(4);
        _changes.ShouldBe(2, "nothing is refused any more");
    }

    [Fact]
    public void Dispose_Change_IsNotTold()
    {
        File.WriteAllText(First, "one");
        var watcher = Watch();
        File.WriteAllText(First, "longer");
        Look(1);

        watcher.Dispose();
        Look(3);

        _changes.ShouldBe(0);
    }

    public void Dispose() => _directory.Dispose();

    private ImportedFilesWatcher Watch() => new(FileStamps.Take([First, Second]), _time, Take);

    private bool Take()
    {
        _changes++;
        return _isTaken;
    }

    private void Look(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Advance(Interval);
        }
    }
}
