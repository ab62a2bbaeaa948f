using System.Buffers.Binary;
using Sockeye.Benchmarks.Target;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load;

/// <summary>
/// What is checked of a system before anything of it is timed: the TLS that everybody is to speak, that a session is
/// resumed, that a wrong password is refused, and every byte of a download, an upload and an echo.
/// </summary>
internal sealed class Verification(Route route, byte[] authority)
{
    private const string Suite = "TLS_AES_256_GCM_SHA384";
    private const long TransferBytes = 4L * TargetProtocol.FrameBytes;
    private const int EchoBytes = 64 * 1024;

    private readonly Staging _staging = new();

    public void Run()
    {
        using var dialer = new Dialer(route, authority, _staging);
        Agreement(dialer, isResumed: false);
        Agreement(dialer, isResumed: false);
        Resumption();
        Download(dialer);
        Upload(dialer);
        Echo(dialer);
        if (route.Socks is not null) WrongPassword();
    }

    private void Resumption()
    {
        using var dialer = new Dialer(route, authority, _staging, resume: true);
        Agreement(dialer, isResumed: false);
        Agreement(dialer, isResumed: true);
    }

    private static void Agreement(Dialer dialer, bool isResumed)
    {
        using var channel = dialer.Open();
        Span<byte> answer = stackalloc byte[1];
        channel.Send([TargetProtocol.Echo]);
        channel.ReceiveExactly(answer);
        var agreement = channel.Agreement;
        Require(agreement is { Protocol: "TLSv1.3", CipherSuite: Suite }, $"it speaks {agreement.Protocol} with {agreement.CipherSuite}");
        Require(agreement.Resumed == isResumed, isResumed ? "a session is not resumed" : "a session is resumed that was not offered");
        channel.Finish();
    }

    private void Download(Dialer dialer)
    {
        using var channel = dialer.Open();
        channel.Send([TargetProtocol.Source]);
        for (long offset = 0; offset < TransferBytes;)
        {
            var count = channel.Receive(_staging.Plain);
            Require(count > 0 && Pattern.IsAt(_staging.Plain.AsSpan(0, count), offset), "a download came out wrong");
            offset += count;
        }
    }

    private static void Upload(Dialer dialer)
    {
        using var channel = dialer.Open();
        channel.Send([TargetProtocol.CheckedSink]);
        Span<byte> ack = stackalloc byte[TargetProtocol.AckBytes];
        for (long offset = 0; offset < TransferBytes;)
        {
            channel.Send(Pattern.At(offset, Staging.ChunkBytes));
            offset += Staging.ChunkBytes;
            if (offset % TargetProtocol.FrameBytes != 0) continue;
            channel.ReceiveExactly(ack);
            Require(BinaryPrimitives.ReadInt64BigEndian(ack) == offset, "an upload came out wrong");
        }
    }

    private static void Echo(Dialer dialer)
    {
        using var channel = dialer.Open();
        var sent = Pattern.At(1, EchoBytes).ToArray();
        sent[0] = TargetProtocol.Echo;
        channel.Send(sent);
        var answer = new byte[EchoBytes];
        channel.ReceiveExactly(answer);
        Require(answer.AsSpan().SequenceEqual(sent), "an echo came out wrong");
    }

    private void WrongPassword()
    {
        var wrong = route with { Socks = route.Socks! with { Password = "wrong" } };
        using var dialer = new Dialer(wrong, authority, _staging);
        try
        {
            dialer.Open().Dispose();
        }
        catch (LoginRefusedException)
        {
            return;
        }

        throw new InvalidDataException("A wrong password is let in.");
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new InvalidDataException($"Checked before it is timed: {otherwise}.");
    }
}
