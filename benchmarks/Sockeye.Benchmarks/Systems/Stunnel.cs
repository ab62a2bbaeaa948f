using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>stunnel in front of a plain SOCKS5 server.</summary>
internal static class Stunnel
{
    public static RunningSystem Before(Surroundings around, (int Port, ChildProgram Program) socks)
    {
        var port = FreePort.Take();
        var folder = around.FolderFor("stunnel");
        var configuration = Path.Combine(folder, "stunnel.conf");
        File.WriteAllText(configuration, $"""
            foreground = yes
            pid =
            debug = err
            syslog = no
            socket = l:TCP_NODELAY=1
            socket = r:TCP_NODELAY=1
            [service]
            accept = 127.0.0.1:{port}
            connect = 127.0.0.1:{socks.Port}
            cert = {around.Certificate.CertificateFile}
            key = {around.Certificate.KeyFile}
            sslVersionMin = TLSv1.3
            ciphersuites = TLS_AES_256_GCM_SHA384

            """);
        try
        {
            var program = ChildProgram.Start("stunnel", folder, Programs.Find("stunnel")!, configuration);
            program.WaitForPort(port);
            return new(new(port, new SocksRequest(around.User, around.Password, around.Target.PlainPort)), program, socks.Program);
        }
        catch
        {
            socks.Program.Dispose();
            throw;
        }
    }
}
