using Sockeye.Control.Configuration;

namespace Sockeye.Tests.Configuration;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Write_LeftoversOfWritersThatWereKilled_AreSwept()
    {
        var old = Leftover(".main.pem.00.tmp", TimeSpan.FromMinutes(11));
        var fresh = Leftover(".main.pem.01.tmp", TimeSpan.FromMinutes(1));
        var others = Leftover(".main.pem.json.02.tmp", TimeSpan.FromDays(1));
        var another = Leftover(".other.pem.03.tmp", TimeSpan.FromDays(1));

        AtomicFile.Write(_directory["main.pem"], "new"u8);

        File.ReadAllText(_directory["main.pem"]).ShouldBe("new");
        File.Exists(old).ShouldBeFalse();
        File.Exists(fresh).ShouldBeTrue("its writer may be at it");
        File.Exists(another).ShouldBeTrue("it belongs to another file's writer");
        File.Exists(others).ShouldBeFalse("whosever it is, nobody writes it any more");
    }

    [Fact]
    public void Write_NoSuchDirectory_FailsAsBefore() =>
        Should.Throw<IOException>(() => AtomicFile.Write(_directory["none/main.pem"], "new"u8));

    private string Leftover(string name, TimeSpan age)
    {
        var path = _directory.Write(name, "half");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
        return path;
    }
}
