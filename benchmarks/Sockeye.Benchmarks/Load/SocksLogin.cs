using System.Buffers.Binary;
using System.Text;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load;

/// <summary>
/// The client's part of SOCKS5 (RFC 1928) with a password (RFC 1929), one message after another as real clients do:
/// greeting, wait, login, wait, request, wait.
/// </summary>
internal sealed class SocksLogin
{
    private const int ReplyBytes = 10; // VER REP RSV ATYP=1, four of address, two of port

    private static readonly byte[] Greeting = [5, 1, 2];

    private readonly byte[] _login;
    private readonly byte[] _request;

    public SocksLogin(SocksRequest request)
    {
        var user = Encoding.ASCII.GetBytes(request.User);
        var password = Encoding.ASCII.GetBytes(request.Password);
        _login = [1, (byte)user.Length, .. user, (byte)password.Length, .. password];
        _request = [5, 1, 0, 1, 127, 0, 0, 1, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(_request.AsSpan(8), (ushort)request.TargetPort);
    }

    /// <summary>Runs it to the reply that lets payload through.</summary>
    /// <exception cref="LoginRefusedException">The password is not taken.</exception>
    public void Run(Channel channel)
    {
        Span<byte> answer = stackalloc byte[ReplyBytes];
        channel.Send(Greeting);
        channel.ReceiveExactly(answer[..2]);
        if (answer[0] != 5 || answer[1] != 2) throw new IOException($"SOCKS5: the greeting was answered with {answer[0]} {answer[1]}.");
        channel.Send(_login);
        channel.ReceiveExactly(answer[..2]);
        if (answer[1] != 0) throw new LoginRefusedException();
        channel.Send(_request);
        channel.ReceiveExactly(answer[..4]);
        if (answer[1] != 0) throw new IOException($"SOCKS5: the request was refused with {answer[1]}.");
        var rest = answer[3] switch
        {
            1 => ReplyBytes - 4,
            4 => 18,
            _ => throw new IOException($"SOCKS5: the reply has an address of type {answer[3]}."),
        };
        Span<byte> address = stackalloc byte[18];
        channel.ReceiveExactly(address[..rest]);
    }
}

/// <summary>The proxy did not take the password.</summary>
internal sealed class LoginRefusedException() : Exception("SOCKS5: the login was refused.");
