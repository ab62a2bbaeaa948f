namespace Sockeye.Engine.Transport.Sockets.Polling;

/// <summary>
/// The sockets of one polling thread by the key that their events carry: slot and generation, so that an event of a
/// socket that is gone finds nobody, whatever has its descriptor or its slot now.
/// </summary>
internal sealed class SocketTable
{
    private readonly Lock _gate = new();
    private readonly Stack<int> _free = new();
    private PolledSocket?[] _slots = new PolledSocket?[64];
    private uint _generation;
    private int _used;
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    internal void Add(PolledSocket socket)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out var slot)) slot = _used++;
            var slots = _slots;
            if (slot == slots.Length) Array.Resize(ref slots, slot * 2);

            // Key 0 is nobody's; generations start at 1.
            if (++_generation == 0) _generation = 1;
            socket.Key = ((ulong)_generation << 32) | (uint)slot;
            slots[slot] = socket;
            Volatile.Write(ref _slots, slots);
            _count++;
        }
    }

    internal void Remove(PolledSocket socket)
    {
        lock (_gate)
        {
            var slot = (int)(uint)socket.Key;
            if (socket.Key == 0 || _slots[slot] != socket) return;
            _slots[slot] = null;
            _free.Push(slot);
            _count--;
        }
    }

    /// <summary>The socket of that key, or null; without a lock.</summary>
    internal PolledSocket? Find(ulong key)
    {
        var slots = Volatile.Read(ref _slots);
        var slot = (uint)key;
        return slot < slots.Length && slots[slot] is { } socket && socket.Key == key ? socket : null;
    }
}
