namespace Sockeye.Control.Importing.Haproxy;

/// <summary>A <c>backend</c>, or the back of a <c>listen</c>.</summary>
internal sealed record HaproxyBackend
{
    public required string Name { get; init; }

    public required SourcePlace Place { get; init; }

    public required bool IsTcp { get; init; }

    /// <summary>Its servers in the order of the file, those disabled left out.</summary>
    public required IReadOnlyList<HaproxyServer> Servers { get; init; }

    public HaproxyTimeouts Timeouts { get; init; } = new();

    /// <summary>As <see cref="HaproxyFrontend.Notes"/>.</summary>
    public IReadOnlyList<ImportNote> Notes { get; init; } = [];
}

/// <summary>A <c>server</c> line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">A name or an address without brackets.</param>
/// <param name="Port">Its port; 0 where the line has none.</param>
/// <param name="IsTls">Whether HAProxy speaks TLS to it (<c>ssl</c>).</param>
/// <param name="Place">Of the line.</param>
internal sealed record HaproxyServer(string Name, string Host, ushort Port, bool IsTls, SourcePlace Place)
{
    /// <summary>Whether it takes connections only while the others are down (<c>backup</c>).</summary>
    public bool IsBackup { get; init; }
}
