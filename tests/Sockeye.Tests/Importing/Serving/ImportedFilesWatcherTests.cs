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

    public ImportedFilesWatcherTests() => _file = _folder.Write("users.json", "first");

    [Fact]
    public void Change_BetweenTheReadingAndTheWatching_IsTold()
    {
        var taken = FileStamps.Take([_file]);
        _folder.Write("users.json", "changed while the server started");
        using var watcher = new ImportedFilesWatcher(taken, _time, () => _changes++);

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
        using var watcher = new ImportedFilesWatcher(FileStamps.Take([link]), _time, () => _changes++);

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

    public void Dispose() => _folder.Dispose();

    private ImportedFilesWatcher Watch() => new(FileStamps.Take([_file]), _time, () => _changes++);

    private void Pass(int looks)
    {
        for (var look = 0; look < looks; look++)
        {
            _time.Advance(Look);
        }
    }
}
