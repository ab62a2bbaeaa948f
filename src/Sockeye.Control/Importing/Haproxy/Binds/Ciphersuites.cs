namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>The cipher suites of TLS 1.3 (RFC 8446 appendix B.4): here they are fixed.</summary>
internal static class Ciphersuites
{
    /// <summary>Whether a list as OpenSSL has it, parted by colons, has one that is spoken here.</summary>
    public static bool HasOurs(string list) => list.Split(':').Any(suite =>
        suite is "TLS_AES_256_GCM_SHA384" or "TLS_AES_128_GCM_SHA256" or "TLS_CHACHA20_POLY1305_SHA256");

    public static void Tell(SourcePlace place, bool hasOurs, ImportNotes notes)
    {
        const string fixedHere = "the cipher suites are fixed here: AES-256-GCM, AES-128-GCM and ChaCha20-Poly1305 of TLS 1.3";
        if (hasOurs)
        {
            notes.Translated(place, fixedHere);
        }
        else
        {
            notes.Warn(place, fixedHere + "; none of them is in this list");
        }
    }
}
