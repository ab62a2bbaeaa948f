namespace Sockeye.Native.Linux;

/// <summary>What a system call says (errno(3)), by the kernel's own numbers; the same on every machine that .NET runs on. Others may occur.</summary>
public enum LinuxError
{
    /// <summary>Success.</summary>
    None = 0,

    /// <summary>EPERM: a firewall's answer to a connect.</summary>
    NotPermitted = 1,

    /// <summary>EINTR.</summary>
    Interrupted = 4,

    /// <summary>EBADF: closed on our side.</summary>
    BadDescriptor = 9,

    /// <summary>EAGAIN: it would have to wait.</summary>
    WouldBlock = 11,

    /// <summary>ENOMEM.</summary>
    NoMemory = 12,

    /// <summary>EACCES.</summary>
    AccessDenied = 13,

    /// <summary>EINVAL: on a listening socket, that it was shut down.</summary>
    InvalidArgument = 22,

    /// <summary>ENFILE: the machine's descriptors are used up.</summary>
    TooManyFilesInSystem = 23,

    /// <summary>EMFILE: this process's descriptors are used up.</summary>
    TooManyFiles = 24,

    /// <summary>EPIPE: our direction is over.</summary>
    BrokenPipe = 32,

    /// <summary>EPROTO: on accept, that the client is gone.</summary>
    Protocol = 71,

    /// <summary>EAFNOSUPPORT.</summary>
    AddressFamilyNotSupported = 97,

    /// <summary>EADDRINUSE.</summary>
    AddressInUse = 98,

    /// <summary>EADDRNOTAVAIL.</summary>
    AddressNotAvailable = 99,

    /// <summary>ENETDOWN.</summary>
    NetworkDown = 100,

    /// <summary>ENETUNREACH.</summary>
    NetworkUnreachable = 101,

    /// <summary>ECONNABORTED: on accept, that the client is gone.</summary>
    ConnectionAborted = 103,

    /// <summary>ECONNRESET.</summary>
    ConnectionReset = 104,

    /// <summary>ENOBUFS.</summary>
    NoBuffers = 105,

    /// <summary>ENOTCONN: the peer reset it before we asked.</summary>
    NotConnected = 107,

    /// <summary>ETIMEDOUT.</summary>
    TimedOut = 110,

    /// <summary>ECONNREFUSED.</summary>
    ConnectionRefused = 111,

    /// <summary>EHOSTDOWN.</summary>
    HostDown = 112,

    /// <summary>EHOSTUNREACH.</summary>
    HostUnreachable = 113,

    /// <summary>EINPROGRESS: a connect goes on by itself.</summary>
    InProgress = 115,
}
