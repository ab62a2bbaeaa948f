using System.Buffers.Binary;
using System.Net;
using System.Text;
using Sockeye.Benchmarks.Wire;

namespace Sockeye.Benchmarks.Load;

/// <summary>
/// The client's part of SOCKS5 (RFC 1928) with a password (RFC 1929), one message after another as real clients do:
/// greeting, wait, login, wait, request, wait.
/// </summary>
internal sealed class SocksLogin
{
    private const int ReplyHeadBytes = 4; // VER REP RSV ATYP

    private const byte NoLogin = 0;
    private const byte Password = 2;

    private readonly byte _method;
    private readonly byte[] _login;
    private readonly byte[] _request;

    public SocksLogin(SocksRequest request)
    {
        var user = Encoding.ASCII.GetBytes(request.User);
        var password = Encoding.ASCII.GetBytes(request.Password);
        _method = user.Length == 0 ? NoLogin : Password;
        _login = [1, (byte)user.Length, .. user, (byte)password.Length, .. password];
        _request = [5, 1, 0, 1, 127, 0, 0, 1, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(_request.AsSpan(8), (ushort)request.TargetPort);
    }

    /// <summary>Runs it to the reply that lets payload through.</summary>
    /// <exception cref="LoginRefusedException">The password is not taken.</exception>
    public void Run(Channel channel) => Run(channel, _request);

    /// <summary>Runs it with another request; the address that the reply tells.</summary>
    /// <exception cref="LoginRefusedException">The password is not taken.</exception>
    public IPEndPoint Run(Channel channel, ReadOnlySpan<byte> request)
    {
        Span<byte> answer = stackalloc byte[ReplyHeadBytes];
        channel.Send([5, 1, _method]);
        channel.ReceiveExactly(answer[..2]);
        if (answer[0] != 5 || answer[1] != _method) throw new IOException($"SOCKS5: the greeting was answered with {answer[0]} {answer[1]}.");
        if (_method == Password)
        {
            channel.Send(_login);
            channel.ReceiveExactly(answer[..2]);
            if (answer[1] != 0) throw new LoginRefusedException();
        }

        channel.Send(request);
        channel.ReceiveExactly(answer);
        if (answer[1] != 0) throw new IOException($"SOCKS5: the request was refused with {answer[1]}.");
        var address = answer[3] switch
        {
            1 => 4,
            4 => 16,
            _ => throw new IOException($"SOCKS5: the reply has an address of type {answer[3]}."),
        };
        Span<byte> bound = stackalloc byte[16 + sizeof(ushort)];
        bound = bound[..(address + sizeof(ushort))];
        channel.ReceiveExactly(bound);
        return new(new IPAddress(bound[..address]), BinaryPrimitives.ReadUInt16BigEndian(bound[address..]));
    }
}

/// <summary>The proxy did not take the password.</summary>
internal sealed class LoginRefusedException() : Exception("SOCKS5: the login was refused.");
