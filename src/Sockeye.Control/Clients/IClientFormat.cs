namespace Sockeye.Control.Clients;

/// <summary>A configuration that one client reads.</summary>
public interface IClientFormat
{
    /// <summary>What <c>--format</c> calls it.</summary>
    string Name { get; }

    /// <summary>The client and the kind of its configuration, in a few words.</summary>
    string Description { get; }

    /// <summary>How the client comes to the server.</summary>
    ClientWay Way { get; }

    /// <summary>How it carries UDP.</summary>
    ClientUdp Udp { get; }

    /// <summary>The configuration; or, in <see cref="ClientDocument.Fault"/>, why the client cannot be given this one.</summary>
    ClientDocument Write(ClientProfile profile);
}
