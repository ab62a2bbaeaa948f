using Sockeye.Control.Certificates;
using Sockeye.Tests.Testing;

namespace Sockeye.Tests.Exporting;

/// <summary>Files that configurations name, made once.</summary>
internal static class RoundTripFiles
{
    private static readonly Lazy<(string Chain, string Key)> Both = new(() =>
    {
        var certificate = TestCertificates.Issue("localhost");
        return (certificate.Leaf.ExportCertificatePem() + "\n", PrivateKeyReader.Export(certificate.Leaf) + "\n");
    });

    public static string Authority { get; } = TestCertificates.Authority.Certificate.ExportCertificatePem() + "\n";

    /// <summary><c>both.pem</c>; <c>beside.pem</c> with its key where HAProxy looks for it; <c>chain.pem</c> and <c>key.pem</c>; <c>authority.pem</c>.</summary>
    public static void WriteTo(ExportHarness harness)
    {
        var (chain, key) = Both.Value;
        harness.Write("both.pem", chain + key);
        harness.Write("beside.pem", chain);
        harness.Write("beside.pem.key", key);
        harness.Write("chain.pem", chain);
        harness.Write("key.pem", key);
        harness.Write("authority.pem", Authority);
    }
}
