namespace Sockeye.Engine.Authentication;

/// <summary>One source's share of the <see cref="HashQueue"/>, which alone changes it.</summary>
internal sealed class HashSource(SourceNetwork network)
{
    public SourceNetwork Network { get; } = network;

    /// <summary>The jobs of this source that no thread has taken yet, oldest first.</summary>
    public LinkedList<HashJob> Line { get; } = [];

    /// <summary>The place in the round, while <see cref="Line"/> is not empty.</summary>
    public LinkedListNode<HashSource>? Turn { get; set; }

    /// <summary>Jobs that this source asked for first, in line or in work.</summary>
    public int Hashes { get; set; }

    /// <summary>Logins of this source that wait for an answer, joiners included.</summary>
    public int Waiting { get; set; }
}
