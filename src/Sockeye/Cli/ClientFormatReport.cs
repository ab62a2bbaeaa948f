using Sockeye.Control.Clients;

namespace Sockeye.Cli;

/// <summary>A client configuration in a listing.</summary>
internal sealed record ClientFormatReport(string Format, string Description, string Way, string Carries)
{
    public static ClientFormatReport From(IClientFormat format, ClientProfile profile) =>
        new(format.Name, format.Description, WayOf(format), ClientFormats.Traffic(format, profile));

    private static string WayOf(IClientFormat format) => format.Way switch
    {
        ClientWay.Http => "http",
        ClientWay.Socks5 => "socks5",
        _ => "bridge",
    };
}
