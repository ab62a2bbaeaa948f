namespace Sockeye.Core;

/// <summary>A user name and a password as a peer sent them (RFC 1929 section 2, or HTTP Basic, RFC 7617 section 2).</summary>
/// <remarks>The password never leaves through <see cref="ToString"/>: a secret's type prints as <c>***</c>.</remarks>
public sealed class Credentials
{
    /// <summary>Takes ownership of <paramref name="password"/>.</summary>
    public Credentials(string userName, byte[] password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(password);
        UserName = userName;
        Password = password;
    }

    /// <summary>The name, decoded from UTF-8. Bytes that are not UTF-8 became U+FFFD, which no stored name contains.</summary>
    public string UserName { get; }

    /// <summary>The password's bytes, exactly as sent.</summary>
    public ReadOnlyMemory<byte> Password { get; }

    /// <inheritdoc/>
    public override string ToString() => "***";
}
