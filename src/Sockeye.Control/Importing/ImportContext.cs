namespace Sockeye.Control.Importing;

/// <summary>What stands beside the imported files.</summary>
public sealed record ImportContext
{
    /// <summary>A configuration file for what the old files have no word for, or null.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>The upstreams of the database, which rules and users may name. The files may not have another of the same id, unless they are to be stored.</summary>
    public IReadOnlyCollection<string> KnownUpstreams { get; init; } = [];

    /// <summary>
    /// Whether the result is to be stored. A stored configuration may refer to nothing that is not there: what Xray sends to
    /// an outbound that nobody defines is sent to <c>block</c> then. Otherwise the tag stays, and whoever defines it later is found.
    /// </summary>
    public bool IsForStorage { get; init; }

    /// <summary>Whether what the operator wrote or changed in the configuration file himself gives way to what the files say.</summary>
    public bool Overwrites { get; init; }

    /// <summary>Whether the database has a user of that name, of whom the files may then not have another; nobody's where they are to replace him.</summary>
    public Func<string, bool> IsStoredUser { get; init; } = static _ => false;

    /// <summary>Looks up an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock that certificates are held against.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
