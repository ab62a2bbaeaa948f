using Microsoft.Extensions.Time.Testing;
using Sockeye.Control.Importing.Serving;
using Sockeye.Tests.Configuration;

namespace Sockeye.Tests.Importing.Serving;

public sealed class ImportedFilesWatcherTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly string _file;
    private int _changes;
    private bool _isGood = true;

    public ImportedFilesWatcherTests() => _file = _folder.Write("users.json", "first");

    [Fact]
    public void Change_BetweenTheReadingAndTheWatching_IsTold()
    {
        var taken = FileStamps.Take([_file]);
        _folder.Write("users.json", "changed while the server started");
        using var watcher = new ImportedFilesWatcher(taken, _time, Take);

        Pass(looks: 4);

        _changes.ShouldBe(1);
    }

    [Fact]
    public void Change_StillGoingOn_IsToldOnceAndWhenItRests()
    {
        using var watcher = Watch();
        for (var length = 1; length < 6; length++)
        {
            _folder.Write("users.json", new string('x', length));
            Pass(looks: 1);
            _changes.ShouldBe(0);
        }

        Pass(looks: 4);
        _changes.ShouldBe(1);
    }

    [Fact]
    public void File_GoneAndBack_IsToldEachTime()
    {
        using var watcher = Watch();
        File.Delete(_file);
        Pass(looks: 3);
        _changes.ShouldBe(1);

        _folder.Write("users.json", "second one");
        Pass(looks: 3);
        _changes.ShouldBe(2);
    }

    [Fact]
    public void Change_BehindALink_IsTold()
    {
        var link = Path.Combine(_folder.Path, "link.json");
        File.CreateSymbolicLink(link, _file);
        using var watcher = new ImportedFilesWatcher(FileStamps.Take([link]), _time, Take);

        _folder.Write("users.json", "another length");
        Pass(looks: 3);

        _changes.ShouldBe(1);
    }

    [Fact]
    public void Change_AfterTheEnd_IsNotTold()
    {
        Watch().Dispose();
        _folder.Write("users.json", "another length");
        Pass(looks: 3);
        _changes.ShouldBe(0);
    }

    [Fact]
    public void AskAgain_AfterARefusal_TriesOnceMore()
    {
        using var watcher = Watch();
        watcher.AskAgain();
        Pass(looks: 2);
        _changes.ShouldBe(0, "nothing was refused");

        _isGood = false;
        _folder.Write("users.json", "another length");
        Pass(looks: 4);
        _changes.ShouldBe(1, "a refusal alone is no reason to try again");

        watcher.AskAgain();
        _isGood = true;
        Pass(looks: 4);
        _changes.ShouldBe(2);

        watcher.AskAgain();
        Pass(looks: 4);
        _changes.ShouldBe(2);
    }

    public void Dispose() => _folder.Dispose();

    private ImportedFilesWatcher Watch() => new(FileStamps.Take([_file]), _time, Take);

    private bool Take()
    {
        _changes++;
        return _isGood;
    }

    private void Pass(int looks)
    {
        for (var look = 0; look < looks; look++)
        {
            _time.Advance(Look);
        }
    }
}
