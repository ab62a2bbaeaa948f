namespace Sockeye.Native.OpenSsl;

/// <summary>A server certificate as the library takes it.</summary>
/// <param name="Leaf">DER of the leaf.</param>
/// <param name="PrivateKey">Its key, PKCS #8 DER without a password; wiped by nobody but its owner.</param>
/// <param name="Chain">DER of the intermediates, in the order in which they are sent.</param>
/// <param name="Names">The DNS names it is for, in lower case; <c>*.</c> stands for one label.</param>
/// <param name="KeyKind">The key's algorithm (an OID): of two certificates for one name with different algorithms both are offered.</param>
/// <param name="StandsBack">Whether it is never offered beside another as the default.</param>
public sealed record SslIdentity(
    byte[] Leaf, byte[] PrivateKey, IReadOnlyList<byte[]> Chain, IReadOnlyList<string> Names, string KeyKind, bool StandsBack = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SslIdentity)} {string.Join(' ', Names)}";
}
