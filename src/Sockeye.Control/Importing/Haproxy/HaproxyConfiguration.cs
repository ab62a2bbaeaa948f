namespace Sockeye.Control.Importing.Haproxy;

/// <summary>What was read of a <c>haproxy.cfg</c>; <c>defaults</c> and variables are worked in. A <c>listen</c> is a frontend and a backend of one name.</summary>
internal sealed record HaproxyConfiguration(HaproxyGlobal Global, IReadOnlyList<HaproxyFrontend> Frontends, IReadOnlyList<HaproxyBackend> Backends);

/// <summary>What <c>global</c> says that matters to every frontend.</summary>
internal sealed record HaproxyGlobal
{
    /// <summary><c>maxconn</c>: connections of the whole process, or null.</summary>
    public HaproxyValue<int>? MaximumConnections { get; init; }
}

/// <summary>A value with its place.</summary>
internal sealed record HaproxyValue<T>(T Value, SourcePlace Place);
