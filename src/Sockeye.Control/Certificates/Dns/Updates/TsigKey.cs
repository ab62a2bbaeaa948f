namespace Sockeye.Control.Certificates.Dns.Updates;

/// <summary>A key that two sides of DNS share (RFC 8945).</summary>
/// <param name="Name">Its name, without a dot at its end.</param>
/// <param name="Algorithm">One of <see cref="TsigAlgorithm.Names"/>.</param>
/// <param name="Secret">The key itself.</param>
internal sealed record TsigKey(string Name, string Algorithm, byte[] Secret)
{
    public override string ToString() => $"TsigKey {{ Name = {Name}, Algorithm = {Algorithm}, Secret = *** }}";
}
