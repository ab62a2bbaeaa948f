using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Machine;

namespace Sockeye.Benchmarks.Systems;

/// <summary>HAProxy: ends TLS and hands plain bytes on; tuned, without a log.</summary>
internal static class HAProxy
{
    /// <summary>The buffers that it is measured with: its default, and what serves bulk best. The better of the two counts.</summary>
    public static readonly IReadOnlyList<int> BuffersKiB = [16, 256];

    /// <summary>In front of the target by itself.</summary>
    public static RunningSystem Alone(Surroundings around, int bufferKiB)
    {
        var (port, program) = Start(around, bufferKiB, around.Target.PlainPort);
        return new(new(port, null), program);
    }

    /// <summary>In front of a plain SOCKS5 server.</summary>
    public static RunningSystem Before(Surroundings around, int bufferKiB, (int Port, ChildProgram Program) socks)
    {
        try
        {
            var (port, program) = Start(around, bufferKiB, socks.Port);
            return new(new(port, new SocksRequest(around.User, around.Password, around.Target.PlainPort)), program, socks.Program);
        }
        catch
        {
            socks.Program.Dispose();
            throw;
        }
    }

    private static (int Port, ChildProgram Program) Start(Surroundings around, int bufferKiB, int next)
    {
        var port = FreePort.Take();
        var folder = around.FolderFor("haproxy");
        var configuration = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(configuration, $"""
            global
              nbthread 2
              maxconn 9800
              tune.bufsize {bufferKiB * 1024}
              ssl-default-bind-options ssl-min-ver TLSv1.3
              ssl-default-bind-ciphersuites TLS_AES_256_GCM_SHA384
            defaults
              mode tcp
              timeout connect 5s
              timeout client 1h
              timeout server 1h
            frontend in
              bind 127.0.0.1:{port} ssl crt {around.Certificate.BothFile}
              default_backend out
            backend out
              server next 127.0.0.1:{next}

            """);
        var program = ChildProgram.Start("haproxy", folder, Programs.Find("haproxy")!, "-db", "-f", configuration);
        program.WaitForPort(port);
        return (port, program);
    }
}
