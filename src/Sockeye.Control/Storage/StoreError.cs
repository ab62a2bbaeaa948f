namespace Sockeye.Control.Storage;

/// <summary>Why something could not be stored or read.</summary>
public enum StoreError
{
    /// <summary>A value that cannot be taken: a name, an address, a hash.</summary>
    InvalidValue,

    /// <summary>A user of that name exists, or has it as e-mail address.</summary>
    NameTaken,

    /// <summary>A user with that e-mail address exists, or is called so.</summary>
    EmailTaken,

    /// <summary>An upstream with that id exists.</summary>
    UpstreamTaken,

    /// <summary>There is no such user.</summary>
    UnknownUser,

    /// <summary>There is no such upstream.</summary>
    UnknownUpstream,

    /// <summary>Users refer to the upstream.</summary>
    UpstreamInUse,

    /// <summary>The file is no SQLite database, or a damaged one.</summary>
    NotADatabase,

    /// <summary>The file is a database of another program.</summary>
    ForeignDatabase,

    /// <summary>The database was written by a newer version of this program.</summary>
    NewerSchema,

    /// <summary>The file or its directory may not be opened or written.</summary>
    AccessDenied,

    /// <summary>Another process held the database for too long.</summary>
    Busy,

    /// <summary>No room on the disk.</summary>
    DiskFull,

    /// <summary>The key of the stored secrets is missing or wrong.</summary>
    SecretUnavailable,

    /// <summary>The system failed to read or write.</summary>
    InputOutput,
}
