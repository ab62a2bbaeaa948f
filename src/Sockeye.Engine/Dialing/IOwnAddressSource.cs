namespace Sockeye.Engine.Dialing;

/// <summary>Where the guard learns which addresses are this machine's own: the interfaces, or a test's table.</summary>
public interface IOwnAddressSource
{
    /// <summary>The present snapshot; after the first time reading it is a field access, from any thread.</summary>
    OwnAddressTable Current { get; }
}
