using Sockeye.Engine.Transport.Sockets.Polling;
using Sockeye.Native.Linux;

namespace Sockeye.Tests.Transport.Polling;

public sealed class SocketTableTests
{
    private static readonly PollingThread Thread = new(0);

    private readonly SocketTable _table = new();

    [Fact]
    public void Find_ManySockets_FindsEachByItsKey()
    {
        var sockets = Enumerable.Range(0, 1000).Select(_ => Added()).ToList();

        _table.Count.ShouldBe(1000);
        sockets.ShouldAllBe(socket => _table.Find(socket.Key) == socket);
        sockets.Select(socket => socket.Key).Distinct().Count().ShouldBe(1000);
        sockets.ShouldAllBe(socket => socket.Key != 0);
    }

    [Fact]
    public void Find_EventOfASocketThatIsGone_FindsNobodyThoughItsSlotIsTaken()
    {
        var gone = Added();
        _table.Remove(gone);
        var next = Added();

        ((uint)next.Key).ShouldBe((uint)gone.Key);
        _table.Find(gone.Key).ShouldBeNull();
        _table.Find(next.Key).ShouldBe(next);
    }

    [Fact]
    public void Remove_Twice_LeavesTheNextOneInTheSlotAlone()
    {
        var gone = Added();
        _table.Remove(gone);
        var next = Added();
        _table.Remove(gone);

        _table.Find(next.Key).ShouldBe(next);
        _table.Count.ShouldBe(1);
    }

    [Fact]
    public void Find_KeyThatNobodyHas_IsNull()
    {
        _table.Find(0).ShouldBeNull();
        _table.Find(uint.MaxValue).ShouldBeNull();
        Added();
        _table.Find(0).ShouldBeNull();
    }

    private PolledSocket Added()
    {
        var socket = new PolledSocket(new SafeDescriptor(-1), Thread);
        _table.Add(socket);
        return socket;
    }
}
