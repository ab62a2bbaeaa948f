using System.Security.Cryptography;
using Sockeye.Engine.Authentication;

namespace Sockeye.Hosting;

/// <summary>The one local user of a bridge, and the check of his password where the local port has a login.</summary>
/// <remarks>
/// The password lives in this process only and is compared as an HMAC under a key of the process, in constant time: the slow
/// hashes are for what is stored.
/// </remarks>
internal sealed class BridgeUsers : IUserSource, IPasswordHasher
{
    private const string NameWithoutLogin = "local";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public BridgeUsers(LocalLogin? login)
    {
        User = new User
        {
            Name = login?.UserName ?? NameWithoutLogin,
            Commands = UserCommands.Connect | UserCommands.Bind | UserCommands.Udp,
            PasswordHash = login is null ? DecoyHash : Convert.ToHexString(Digest(login.Password.Span)),
        };
        Current = new UserTable([User]);
        OpenAccess = login is null ? new OpenAccess(User) : null;
    }

    /// <summary>The local user; all commands are open to him, since the server judges them.</summary>
    public User User { get; }

    /// <summary>Whoever connects is in; null where the local port has a login.</summary>
    public OpenAccess? OpenAccess { get; }

    /// <inheritdoc/>
    public UserTable Current { get; }

    /// <inheritdoc/>
    public string DecoyHash { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes));

    /// <inheritdoc/>
    public event Action? Changed
    {
        // The user never changes.
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public PasswordVerification Verify(ReadOnlySpan<byte> password, string storedHash) =>
        CryptographicOperations.FixedTimeEquals(Digest(password), Convert.FromHexString(storedHash))
            ? PasswordVerification.Succeeded
            : PasswordVerification.Failed;

    /// <inheritdoc/>
    public void Rehash(User user, ReadOnlySpan<byte> password)
    {
        // Nothing is stored.
    }

    private byte[] Digest(ReadOnlySpan<byte> password) => HMACSHA256.HashData(_key, password);
}
