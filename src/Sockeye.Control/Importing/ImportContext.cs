namespace Sockeye.Control.Importing;

/// <summary>What stands beside the imported files.</summary>
public sealed record ImportContext
{
    /// <summary>A configuration file for what the old files have no word for, or null.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>The upstreams of the database, which rules and users may name.</summary>
    public IReadOnlyCollection<string> KnownUpstreams { get; init; } = [];

    /// <summary>
    /// Whether the result is to be stored. A stored configuration may refer to nothing that is not there: what Xray sends to
    /// an outbound that nobody defines is sent to <c>block</c> then. Otherwise the tag stays, and whoever defines it later is found.
    /// </summary>
    public bool IsForStorage { get; init; }

    /// <summary>The upstreams of the database of which the files may not have another of the same id; empty where they are to replace them.</summary>
    public IReadOnlyCollection<string> StoredUpstreams { get; init; } = [];

    /// <summary>The users of the database of which the files may not have another of the same name; empty where they are to replace them.</summary>
    public IReadOnlyCollection<string> StoredUsers { get; init; } = [];

    /// <summary>Looks up an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock that certificates are held against.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
