using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sockeye.Native.OpenSsl;

namespace Sockeye.Benchmarks.Target;

/// <summary>The target as a process of its own, so that its CPU is told apart: prints its ports, ends with its standard input.</summary>
internal static class TargetRole
{
    /// <summary>The word in front of the three ports on the line that it prints.</summary>
    public const string Ready = "listening";

    public static int Run(string certificateFile, string keyFile)
    {
        if (!OpenSslLibrary.TryLoad(out _, out var whyNot)) throw new InvalidOperationException(whyNot);
        using var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        using var key = certificate.GetECDsaPrivateKey()!;
        var identity = new SslIdentity(certificate.RawData, key.ExportPkcs8PrivateKey(), [], ["localhost"], certificate.GetKeyAlgorithm());
        using var tls = new SslServerContext([identity], [], new TicketKeyRing(TimeProvider.System, TimeSpan.FromDays(1)));
        var (plain, secure) = new TargetServer(tls).Start();
        Console.WriteLine($"{Ready} {plain} {secure} {DatagramEcho.Start()}");
        while (Console.In.Read() >= 0)
        {
            // Nothing is ever written to it: its end is the signal.
        }

        return 0;
    }
}
