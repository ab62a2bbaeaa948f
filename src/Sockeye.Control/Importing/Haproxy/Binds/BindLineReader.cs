using Sockeye.Control.Importing.Haproxy.Global;
using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy.Binds;

/// <summary>Reads one <c>bind</c> line (HAProxy's configuration manual, sections 4.2 and 5.1).</summary>
internal sealed class BindLineReader
{
    private readonly HaproxyLine _line;
    private readonly GlobalSettings _settings;
    private readonly ImportNotes _notes;
    private readonly bool _isTls;
    private readonly CertificateFinder _finder;
    private readonly List<HaproxyCertificate> _certificates = [];
    private TlsVersionRange _versions;
    private SourcePlace? _ciphersuites;
    private bool _namesCertificate;
    private bool _acceptsProxy;
    private int? _maximumConnections;
    private SourcePlace _ssl;

    private BindLineReader(HaproxyLine line, GlobalSettings settings, ImportNotes notes)
    {
        (_line, _settings, _notes, _versions) = (line, settings, notes, settings.TlsVersions);
        _finder = new CertificateFinder(settings, notes);
        _isTls = Enumerable.Range(2, Math.Max(0, line.Count - 2)).Any(i => line.Words[i].Text == "ssl" && !IsArgument(i));
    }

    /// <summary>The line; null, after a refusal, where no address of it can be listened on.</summary>
    public static HaproxyBind? Read(HaproxyLine line, GlobalSettings settings, ImportNotes notes)
    {
        if (!line.Expand(notes))
        {
            return null;
        }

        var addresses = BindAddresses.Read(line, notes);
        var reader = new BindLineReader(line, settings, notes);
        reader.ReadWords();
        reader.TellTls();
        return addresses.Count == 0 ? null : new HaproxyBind
        {
            Place = line.Place(),
            Addresses = addresses,
            IsTls = reader._isTls,
            Certificates = reader._certificates,
            AcceptsProxy = reader._acceptsProxy,
            MaximumConnections = reader._maximumConnections,
        };
    }

    // A file called ssl is no switch.
    private bool IsArgument(int index) => index > 2 && ArgumentsOf(_line.Words[index - 1].Text) > 0 && !IsArgument(index - 1);

    private static int ArgumentsOf(string word) => word is "crt" or "crt-list" or "default-crt" or "alpn" or "npn" or "ciphersuites"
        or "ssl-min-ver" or "ssl-max-ver" or "verify" or "maxconn" ? 1 : BindKeywords.ArgumentsOf(word) ?? 0;

    private void ReadWords()
    {
        for (var i = 2; i < _line.Count; i++)
        {
            var word = _line.Words[i].Text;
            if (TlsVersionRange.IsWord(word))
            {
                _versions = _versions.Read(_line, ref i, _notes);
            }
            else if (ArgumentsOf(word) == 1 && BindKeywords.ArgumentsOf(word) is null)
            {
                ReadSetting(word, ++i);
            }
            else
            {
                ReadSwitch(word, ref i);
            }
        }
    }

    private void ReadSwitch(string word, ref int index)
    {
        var place = _line.Place(index, word);
        switch (word)
        {
            case "ssl":
                _ssl = place;
                break;
            case "accept-proxy":
                _acceptsProxy = true;
                _notes.Taken(place, "every connection must begin with a PROXY header");
                break;
            case "v4v6":
                _notes.Taken(place, "[::] takes IPv4 too here");
                break;
            case "v6only":
                _notes.Warn(place, "[::] takes IPv4 too here; write an address of this machine in its place to keep IPv4 out");
                break;
            default:
                BindKeywords.Tell(_line, ref index, _notes);
                break;
        }
    }

    private void ReadSetting(string word, int index)
    {
        var place = _line.Place(index, word);
        if (_line.At(index) is not { } value)
        {
            _notes.Refuse(place, "a value is needed behind it");
            return;
        }

        switch (word)
        {
            case "crt" or "default-crt" or "crt-list":
                ReadCertificate(word, value, place);
                break;
            case "maxconn":
                _maximumConnections = HaproxyNumber.ReadMaximumConnections(_line, index, _notes, word)?.Value;
                break;
            case "verify":
                TellVerify(value, place);
                break;
            case "ciphersuites":
                _ciphersuites = place;
                Ciphersuites.Tell(place, Ciphersuites.HasOurs(value), _notes);
                break;
            default:
                _notes.Translated(place, value.Split(',').Contains("http/1.1", StringComparer.Ordinal)
                    ? "http/1.1 is offered; the first byte decides between SOCKS5 and HTTP, and h2 is not spoken"
                    : "http/1.1 is offered in its place; a client that asks for nothing gets in too");
                break;
        }
    }

    private void ReadCertificate(string word, string value, SourcePlace place)
    {
        _namesCertificate = true;
        if (!_isTls)
        {
            _notes.Warn(place, "without ssl on this line HAProxy serves no TLS here, and no certificate");
        }
        else if (word == "crt-list")
        {
            Add(_finder.FullPath(value, null, place) is { } list ? new CertificateList(_settings, _notes).Read(list, place) : [], _certificates.Count, place);
        }
        else
        {
            Add(_finder.Resolve(value, place) is { } path ? _finder.Find(path, place) : [], word == "crt" ? _certificates.Count : 0, place);
        }
    }

    // None were found: then a refusal says why.
    private void Add(IReadOnlyList<HaproxyCertificate> found, int index, SourcePlace place)
    {
        if (found.Count > 0)
        {
            _certificates.InsertRange(index, found);
            _notes.Taken(place, "taken over");
        }
    }

    private void TellVerify(string value, SourcePlace place)
    {
        switch (value)
        {
            case "none":
                _notes.Taken(place, "no client certificate is asked for");
                break;
            case var _ when !_isTls:
                _notes.Unconcerned(place, "without ssl on this line nothing comes of it");
                break;
            case "optional":
                _notes.Warn(place, "no client certificate is asked for here");
                break;
            default:
                _notes.Refuse(place, "client certificates can't be required here: without them anyone with a password would get in; "
                    + "leave it out in a copy if that is right");
                break;
        }
    }

    private void TellTls()
    {
        if (!_isTls)
        {
            return;
        }

        _versions.Tell(_ssl, _notes);
        if (_ciphersuites is null && !_settings.HasOurCiphersuites)
        {
            Ciphersuites.Tell(_ssl, hasOurs: false, _notes);
        }

        if (!_namesCertificate)
        {
            _notes.Refuse(_ssl, "TLS needs a certificate, as in ssl crt /etc/haproxy/certs/site.pem");
        }
    }
}
