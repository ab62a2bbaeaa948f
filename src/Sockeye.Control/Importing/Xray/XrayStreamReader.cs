using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.Xray;

/// <summary>Reads <c>streamSettings</c>: only plain TCP, with or without TLS, can be had here.</summary>
internal static class XrayStreamReader
{
    public static XrayStream Read(SourceObject owner, XrayFile file, bool isInbound)
    {
        if (owner.Object("streamSettings") is not { } stream)
        {
            return new XrayStream(false, null, false, owner.Place);
        }

        Transport(stream, "network");
        Transport(stream, "method");
        if (stream.Node("finalmask") is { } mask && (mask.Kind != ConfigurationNodeKind.Object || mask.Members.Count > 0))
        {
            stream.Refuse("finalmask", "traffic can't be masked here; take it out");
        }

        var acceptsProxy = Tcp(stream, "tcpSettings") | Tcp(stream, "rawSettings");
        acceptsProxy |= isInbound ? XraySocketReader.AcceptsProxy(stream) : XraySocketReader.ReadOutbound(stream, file);
        var isTls = IsTls(stream);
        SourceObject? tls = null;
        if (isTls)
        {
            tls = stream.Object("tlsSettings");
        }
        else if (stream.Has("tlsSettings"))
        {
            stream.Unconcerned("tlsSettings", "\"security\" is not \"tls\", so they are not in use");
        }

        stream.Finish();
        return new XrayStream(isTls, tls, acceptsProxy, stream.PlaceOf("security"));
    }

    private static void Transport(SourceObject stream, string key)
    {
        if (stream.String(key) is { } name && name.ToLowerInvariant() is not ("tcp" or "raw"))
        {
            stream.Refuse(key, $"the transport {ConfigurationPath.Quote(name)} is not spoken here; \"tcp\" (\"raw\") is, with or without TLS");
        }
    }

    private static bool Tcp(SourceObject stream, string key)
    {
        if (stream.Object(key) is not { } tcp)
        {
            return false;
        }

        if (tcp.Object("header") is { } header)
        {
            if (header.String("type") is { } type && type.ToLowerInvariant() is not "none")
            {
                header.Refuse("type", $"the disguise {ConfigurationPath.Quote(type)} is not spoken here; write \"none\"");
            }

            header.Finish();
        }

        var acceptsProxy = tcp.Boolean("acceptProxyProtocol") == true;
        tcp.Finish();
        return acceptsProxy;
    }

    private static bool IsTls(SourceObject stream)
    {
        switch (stream.String("security")?.ToLowerInvariant())
        {
            case null or "" or "none":
                return false;
            case "tls":
                return true;
            case var other:
                stream.Refuse("security", $"{ConfigurationPath.Quote(other)} is not spoken here; \"tls\" and \"none\" are");
                return false;
        }
    }
}
