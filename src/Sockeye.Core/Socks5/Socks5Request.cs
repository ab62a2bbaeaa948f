using Sockeye.Core.Net;

namespace Sockeye.Core.Socks5;

/// <summary>
/// The client's request (RFC 1928 section 4). RSV is ignored.
/// <code>
/// +-----+-----+-----+------+----------+----------+
/// | VER | CMD | RSV | ATYP | DST.ADDR | DST.PORT |
/// |  1  |  1  |  1  |  1   | variable |    2     |
/// +-----+-----+-----+------+----------+----------+
/// </code>
/// </summary>
/// <param name="CommandCode">CMD as sent.</param>
/// <param name="Destination">
/// DST.ADDR and DST.PORT; an IP literal sent as a name is an address here. Empty where the fault is
/// <see cref="Socks5RequestFault.UnknownAddressType"/> or the name was unusable.
/// </param>
/// <param name="Fault">What is wrong with it. An address type that is not known comes first, then the command, the name, the port.</param>
public readonly record struct Socks5Request(byte CommandCode, Destination Destination, Socks5RequestFault Fault)
{
    /// <summary>The longest request: one with a name of 255 bytes.</summary>
    public const int MaximumLengthBytes = 3 + Socks5Address.MaximumLengthBytes;

    /// <summary>CMD as a command; not a defined value where the fault is <see cref="Socks5RequestFault.UnknownCommand"/>.</summary>
    public Socks5Command Command => (Socks5Command)CommandCode;

    /// <summary>The reply code that the fault calls for; <see cref="Socks5ReplyCode.Succeeded"/> without a fault.</summary>
    public Socks5ReplyCode FaultReplyCode => Fault switch
    {
        Socks5RequestFault.None => Socks5ReplyCode.Succeeded,
        Socks5RequestFault.UnknownCommand => Socks5ReplyCode.CommandNotSupported,
        Socks5RequestFault.UnknownAddressType => Socks5ReplyCode.AddressTypeNotSupported,
        _ => Socks5ReplyCode.GeneralFailure,
    };

    /// <summary>
    /// Reads a request. Invalid where VER is not 5; all else that can be wrong is Done with a <see cref="Fault"/>, because
    /// a reply is due. With an unknown address type only the 4 bytes up to ATYP are taken.
    /// </summary>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out Socks5Request value, out int consumedBytes)
    {
        value = default;
        consumedBytes = 0;
        if (!input.IsEmpty && input[0] != Socks5Greeting.Version)
        {
            return ParseStatus.Invalid;
        }

        if (input.Length < 4)
        {
            return ParseStatus.NeedMore;
        }

        var status = Socks5Address.Split(input[3..], out var type, out var host, out var port, out var addressLength);
        if (status == ParseStatus.NeedMore)
        {
            return ParseStatus.NeedMore;
        }

        if (status == ParseStatus.Invalid)
        {
            value = new Socks5Request(input[1], default, Socks5RequestFault.UnknownAddressType);
            consumedBytes = 4;
            return ParseStatus.Done;
        }

        var isUsable = Socks5Address.TryDestination(type, host, port, out var destination);
        value = new Socks5Request(input[1], destination, Judge(input[1], isUsable, destination));
        consumedBytes = 3 + addressLength;
        return ParseStatus.Done;
    }

    /// <summary>Writes a client's request; at most <see cref="MaximumLengthBytes"/>.</summary>
    public static int Write(Span<byte> output, Socks5Command command, Destination destination)
    {
        output[0] = Socks5Greeting.Version;
        output[1] = (byte)command;
        output[2] = 0;
        return 3 + Socks5Address.Write(output[3..], destination);
    }

    private static Socks5RequestFault Judge(byte command, bool isUsable, Destination destination)
    {
        if ((Socks5Command)command is not (Socks5Command.Connect or Socks5Command.Bind or Socks5Command.UdpAssociate or Socks5Command.UdpTunnel))
        {
            return Socks5RequestFault.UnknownCommand;
        }

        if (!isUsable)
        {
            return Socks5RequestFault.BadName;
        }

        // sing-box sends its two reserved names with port 0.
        return command == (byte)Socks5Command.Connect && destination.Port == 0 && !ReservedUdpNames.Contains(destination)
            ? Socks5RequestFault.PortZero
            : Socks5RequestFault.None;
    }
}
